// What can be taken back: each change leaves the way to revert it, newest last.

import { t } from "../words/words.js";
import { tell, tellError } from "./notes.js";

/** @type {(() => Promise<unknown>)[]} */
const done = [];
const MOST = 100;

/** @param {() => Promise<unknown>} revert */
export function remember(revert) {
  done.push(revert);
  if (done.length > MOST) done.shift();
}

/** Takes back the newest change, or the one that was remembered so. @param {() => Promise<unknown>} [which] */
export async function undo(which = done[done.length - 1]) {
  const at = done.lastIndexOf(which);
  if (at < 0) {
    tell(t("undo.nothing"));
    return;
  }
  const [revert] = done.splice(at, 1);
  try {
    await revert();
    tell(t("undo.done"));
  } catch (error) {
    tellError(error);
  }
}
