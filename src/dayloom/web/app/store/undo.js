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

/** Takes back the newest change. */
export async function undo() {
  const revert = done.pop();
  if (!revert) {
    tell(t("undo.nothing"));
    return;
  }
  try {
    await revert();
    tell(t("undo.done"));
  } catch (error) {
    tellError(error);
  }
}
