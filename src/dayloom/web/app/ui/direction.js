// Which way the app reads: what comes later lies to the right, or to the left where the layout is turned.

import { isTurned, isWrittenTurned } from "../store/preferences.js";

/** 1 where later is to the right, -1 where it is to the left. */
export const forward = () => (isTurned.value ? -1 : 1);

/** Steps on of an arrow key, as they look: 1 towards what comes later, -1 back; undefined for other keys. @param {KeyboardEvent} event */
export function sideways(event) {
  const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  return side && side * forward();
}

const [LEFT_TO_RIGHT, RIGHT_TO_LEFT, END] = ["\u2066", "\u2067", "\u2069"];

/** A figure with its unit, in order where the words around it run the other way. @param {string} text */
export const together = (text) => (isTurned.value ? LEFT_TO_RIGHT + text + END : text);

/** Words of the app in the order of their language, where the layout runs the other way. @param {string} text */
export function inOrder(text) {
  if (isWrittenTurned.value === isTurned.value) return text;
  return (isWrittenTurned.value ? RIGHT_TO_LEFT : LEFT_TO_RIGHT) + text + END;
}
