// Has the browser keep the app's files (service-worker.js), once the first page is there.

/** Where there is no such thing, the app works all the same while the server is reached. */
export function keepFiles() {
  const keep = () => navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep, { once: true });
}
