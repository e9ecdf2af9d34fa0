// What others change (or we, in another tab) is read again a moment later; what is the same stays the same object, so that
// nothing is drawn anew for the echo of one's own change. What a store knows already, it is not even asked to read.

import { untracked } from "../vendor/preact.js";
import * as calendar from "./calendar.js";
import * as events from "./events.js";
import { knows } from "./planning.js";
import { whenChanged } from "./session.js";
import * as tasks from "./tasks.js";
import * as timer from "./timer.js";

/** @typedef {import("../api/events.js").Change} Change */
/** @typedef {(change: Change) => boolean} Knows */

const SOON = 120;
const nothing = () => false;
/** Kind of a change → what is read again, and what it knows. @type {Map<string, Map<() => Promise<void>, Knows>>} */
const readers = new Map();

/**
 * Reads again whenever something of these kinds has changed.
 * @param {string[]} kinds @param {() => Promise<void>} read @param {Knows} [known] of which changes it need not hear
 * @returns {() => void} ends it
 */
export function follow(kinds, read, known = nothing) {
  for (const kind of kinds) readers.set(kind, (readers.get(kind) ?? new Map()).set(read, known));
  return () => kinds.forEach((kind) => readers.get(kind)?.delete(read));
}

follow(["time_block", "time_entry", "task", "project"], calendar.load, knows);
follow(["time_block", "task", "task_order", "project"], tasks.load);
follow(["project", "status"], tasks.loadPlaces);
follow(["time_entry"], timer.load);
follow(["task", "calendar", "calendar_event"], events.load);

/** @type {Change[]} */
let heard = [];
let timeout = 0;

// Only after a while: the echo of a change may be faster than the answer to it.
function readDue() {
  const due = new Set();
  for (const change of heard) {
    for (const [read, known] of readers.get(change.kind) ?? []) if (!known(change)) due.add(read);
  }
  heard = [];
  for (const read of due) untracked(read);
}

whenChanged((change) => {
  heard.push(change);
  clearTimeout(timeout);
  timeout = setTimeout(readDue, SOON);
});

/** Reads everything that is on show again, when changes may have been missed. */
export function readAll() {
  for (const read of new Set([...readers.values()].flatMap((of) => [...of.keys()]))) untracked(read);
}
