// Keeps the app's files, so that it opens without the network. It answers for pages and files alone and leaves the API to
// the network. The server puts in its version and the names; a cache is one version, whole, and only read from.

/** @type {any} */
const worker = self;
const VERSION = "{version}";
const FILES = [/* FILES */];
const PAGES = [/* PAGES */];
const NAME = `dayloom ${VERSION}`;
/** What is kept opens where the network has not answered after so many milliseconds. */
const PATIENCE = 4000;

/** Raises where the server has become another release in the middle. @param {string} path */
async function fetched(path) {
  const response = await fetch(path);
  const whole = path === "/" ? (await response.clone().text()).includes(`/app/${VERSION}/`) : /immutable/.test(response.headers.get("cache-control") ?? "");
  if (!response.ok || !whole) throw new Error(`${path} is not of ${VERSION}`);
  return response;
}

async function keep() {
  const answers = await Promise.all(["/", ...FILES].map(async (path) => /** @type {const} */ ([path, await fetched(path)])));
  const cache = await caches.open(NAME);
  await Promise.all(answers.map(([path, response]) => cache.put(path, response)));
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name.startsWith("dayloom ") && name !== NAME) await caches.delete(name);
  await worker.clients.claim();
}

/** The page of the release that the server has now; without it, the page that is kept. @param {any} event */
async function page(event) {
  const kept = await caches.match("/", { cacheName: NAME });
  const late = new Promise((_, refuse) => setTimeout(refuse, kept ? PATIENCE : 60_000));
  try {
    const response = await Promise.race([fetch(event.request), late]);
    if (response.status < 500 || !kept) return response;
  } catch {
    // Not reached: what is kept.
  }
  return kept ?? Response.error();
}

// Another release waits until no page of this one is open: it would take its files away.
worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keep()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(dropOthers()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (PAGES.includes(pathname)) event.respondWith(page(event));
  } else if (pathname.startsWith("/app/")) {
    event.respondWith(caches.match(pathname).then((/** @type {any} */ kept) => kept ?? fetch(event.request)));
  }
});
