// Has the browser keep the app's files (service-worker.js), once the first page is there and nothing else is to be done:
// what the page has fetched is not fetched again, but the rest is more than that.

/** After so many milliseconds it is kept in any case. */
const PATIENCE = 3000;

/** Where there is no such thing, the app works all the same while the server is reached. */
export function keepFiles() {
  const keep = () => navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
  const soon = () => ("requestIdleCallback" in window ? requestIdleCallback(keep, { timeout: PATIENCE }) : setTimeout(keep, PATIENCE));
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}
