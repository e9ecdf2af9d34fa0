// The focus never falls to the page itself: where what has it goes away, it goes to its neighbour, and from what floats (a
// note, a menu, a dialog) back to where it was. Fetched when something has the focus first. Who hands it on at once, as the
// lists of tasks do, is left alone.

/** No box to type into: there the keys of the page, undo first of all, would not be heard. */
const FOCUSABLE = "a[href], button:not(:disabled), input[type=checkbox]:not(:disabled), [tabindex]:not(input, select, textarea)";
const FLOATING = "dialog, .menu-back, .notes";
/** The rows of a long list come and go with scrolling, and the door leads to where the day begins: they see to it themselves. */
const OWN = "[data-row], .door";
/** So long what comes back may take to be drawn. */
const PATIENCE = 3_000;

/** What has, or had, the focus. @type {Element | null} */
let last = document.activeElement;
/** The same beside all that floats. @type {Element | null} */
let home = last;

function note(/** @type {Element | null} */ target) {
  last = target;
  if (target && !target.closest(FLOATING)) home = target;
}

document.addEventListener("focusin", (event) => note(/** @type {Element} */ (event.target)));
// Whoever clicks beside everything wants no focus; what is taken away loses it, too, but is gone a moment later.
document.addEventListener("focusout", (event) =>
  queueMicrotask(() => {
    if (event.target === last && last?.isConnected && document.activeElement === document.body) last = null;
  }),
);

/** What can have the focus in there, first of all itself. @param {Element | null} one */
const inside = (one) => (one?.matches(FOCUSABLE) ? one : (one?.querySelector(FOCUSABLE) ?? null));

/** The nearest before or after a place: at its side, else beside what is around it; at last the page. @param {MutationRecord} place */
function neighbour({ target, nextSibling, previousSibling }) {
  let around = /** @type {Element | null} */ (target);
  let [after, before] = [nextSibling, previousSibling].map((one) => (one instanceof Element && one.isConnected ? one : null));
  while (around && around.id !== "planner" && around !== document.body) {
    for (let one = after; one; one = one.nextElementSibling) if (inside(one)) return inside(one);
    for (let one = before; one; one = one.previousElementSibling) if (inside(one)) return inside(one);
    if (inside(around)) return inside(around);
    [after, before] = [around.nextElementSibling, around.previousElementSibling];
    around = around.parentElement;
  }
  return document.getElementById("planner");
}

new MutationObserver((records) => {
  if (home && !home.isConnected && !home.closest(OWN)) {
    const gone = home;
    const place = records.find(({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(gone)));
    if (place) home = [...place.removedNodes].some((node) => node instanceof Element && node.matches("main, .bench")) ? null : neighbour(place);
  }
  if (!last || last.isConnected || document.activeElement !== document.body || last.closest(OWN)) return;
  /** @type {HTMLElement | null} */ (home?.isConnected ? home : document.getElementById("planner"))?.focus({ preventScroll: true });
}).observe(document.body, { childList: true, subtree: true });

/** Leads to what comes back, once it is drawn, unless somebody goes on meanwhile. @param {string} id of the element */
export function lead(id) {
  const until = performance.now() + PATIENCE;
  let goesOn = false;
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (goesOn = true), { once: true, capture: true });
  const look = () => {
    const found = inside(document.getElementById(id));
    if (goesOn) return;
    if (found) /** @type {HTMLElement} */ (found).focus();
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look); // what is there already may be drawn in another place
}
