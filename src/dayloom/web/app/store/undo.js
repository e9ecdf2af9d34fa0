// What can be taken back: each change leaves the way to revert it, newest last.

import { t } from "../words/words.js";
import { tell, tellError } from "./notes.js";

/** @type {{revert: () => Promise<unknown>, what: string}[]} */
const done = [];
const MOST = 100;

/** @param {() => Promise<unknown>} revert @param {string} [what] was done, to be said when it is taken back: “moved Weave” */
export function remember(revert, what = "") {
  done.push({ revert, what });
  if (done.length > MOST) done.shift();
}

/** Takes back the newest change, or the one that was remembered so. @param {() => Promise<unknown>} [which] */
export async function undo(which = done[done.length - 1]?.revert) {
  const at = done.findLastIndex((one) => one.revert === which);
  if (at < 0) {
    tell(t("undo.nothing"));
    return;
  }
  const [{ revert, what }] = done.splice(at, 1);
  try {
    await revert();
    tell(what ? t("undo.did", { what }) : t("undo.done"));
  } catch (error) {
    tellError(error);
  }
}
