// Following a pointer that went down on something to drag. A mouse drags as soon as it moves. A finger drags once it has
// rested, so that a swipe still scrolls; let go where it rested, it asks for the menu.

/** How far a mouse goes before it drags, and how far a finger may tremble while it rests. */
const MOUSE = 4;
const FINGER = 10;
/** So long a finger rests before it lifts what is under it. */
const REST = 300;

/** "mouse", "touch" or "pen": what was last put on the screen. */
let last = "";
let isLifted = false;
addEventListener("pointerdown", (event) => (last = event.pointerType), true);

/** Whether a click came from a finger or a pen, for which there is no second click. */
export const byFinger = () => last !== "mouse";

/** For what holds things to drag: what a finger has lifted does not scroll, and letting go of it is no click. */
const still = (/** @type {TouchEvent} */ event) => {
  if (isLifted && event.cancelable) event.preventDefault();
};
export const steady = { onTouchMove: still, onTouchEnd: still };

/**
 * @param {PointerEvent} down
 * @param {{follow: (moved: PointerEvent) => void, drop: () => void, cancel: () => void, rest?: (at: PointerEvent) => void}} how
 *   each pointer that lifts something ends with one of `drop`, `cancel` and `rest`: let go by a finger that did not move
 */
export function press(down, { follow, drop, cancel, rest }) {
  if (down.button !== 0 || !down.isPrimary) return;
  const what = /** @type {HTMLElement} */ (down.currentTarget);
  const finger = down.pointerType !== "mouse";
  const stop = new AbortController();
  const how = { capture: true, signal: stop.signal };
  let active = false;
  let moved = false;

  const lift = () => {
    active = true;
    isLifted = finger;
    document.body.classList.add("dragging");
    if (!finger) return;
    what.classList.add("lifted");
    navigator.vibrate?.(12);
    follow(down);
  };
  const timer = finger ? setTimeout(lift, REST) : 0;
  const end = (/** @type {() => void} */ then) => {
    clearTimeout(timer);
    stop.abort();
    what.classList.remove("lifted");
    document.body.classList.remove("dragging");
    // The end of the touch comes after the end of the pointer, and is still to be held back.
    setTimeout(() => (isLifted = false));
    if (active) then();
  };
  const onMove = (/** @type {PointerEvent} */ event) => {
    if (!event.isPrimary) return;
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) >= (finger ? FINGER : MOUSE);
    moved ||= far;
    if (!active && far && finger) end(cancel);
    else if (!active && far) lift();
    if (active && moved) follow(event);
  };
  const onUp = (/** @type {PointerEvent} */ event) => end(moved || !rest ? drop : () => rest(event));
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !active) return;
    event.preventDefault();
    event.stopPropagation();
    end(cancel);
  };
  // The browser's own menu would end the touch.
  const onMenu = (/** @type {Event} */ event) => {
    if (!finger) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("pointermove", onMove, how);
  addEventListener("pointerup", onUp, how);
  addEventListener("pointercancel", () => end(cancel), how);
  addEventListener("pointerdown", () => end(cancel), how); // a second finger
  addEventListener("keydown", onKey, how);
  addEventListener("contextmenu", onMenu, how);
}
