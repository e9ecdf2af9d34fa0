// What can be taken back: each change leaves the way to revert it, newest last.

import { t } from "../words/words.js";
import { notes, tell } from "./notes.js";

/** @type {{revert: () => Promise<unknown>, what: string, id: string, told: number}[]} `told`: the last note before */
export const done = [];
const MOST = 100;

/**
 * @param {() => Promise<unknown>} revert
 * @param {string} what was done, to be said when it is taken back: “moved Weave”
 * @param {string} [id] of the element that has the focus then
 */
export function remember(revert, what, id = "") {
  done.push({ revert, what, id, told: notes.value.at(-1)?.id ?? 0 });
  if (done.length > MOST) done.shift();
}

/** Takes back the newest change, or the one that was remembered so. @param {() => Promise<unknown>} [which] */
export const undo = (which) => import("./take-back.js").then((part) => part.takeBack(which), () => tell(t("error.offline"), { bad: true }));
