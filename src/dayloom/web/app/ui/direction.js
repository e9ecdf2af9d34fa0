// Which way the app reads: what comes later lies to the right, or to the left where the layout is turned.

/** 1 where later is to the right, -1 where it is to the left. */
export const forward = () => (getComputedStyle(document.documentElement).direction === "rtl" ? -1 : 1);

/** Steps on of an arrow key, as they look: 1 towards what comes later, -1 back; undefined for other keys. @param {KeyboardEvent} event */
export function sideways(event) {
  const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  return side && side * forward();
}
