// What others change (or we, in another tab) is read again a moment later; what is the same stays the same object, so that
// nothing is drawn anew for the echo of one's own change.

import { untracked } from "../vendor/preact.js";
import * as board from "./board.js";
import * as calendar from "./calendar.js";
import * as events from "./events.js";
import { whenChanged } from "./session.js";
import * as task from "./task.js";
import * as tasks from "./tasks.js";
import * as timer from "./timer.js";

const SOON = 120;
/** Kind of a change → what is read again. @type {Map<string, Set<() => Promise<void>>>} */
const readers = new Map();

/** Reads again whenever something of these kinds has changed. @param {string[]} kinds @param {() => Promise<void>} read @returns {() => void} ends it */
export function follow(kinds, read) {
  for (const kind of kinds) readers.set(kind, (readers.get(kind) ?? new Set()).add(read));
  return () => kinds.forEach((kind) => readers.get(kind)?.delete(read));
}

follow(["time_block", "time_entry", "task", "project"], calendar.load);
follow(["time_block", "task", "task_order", "project"], tasks.load);
follow(["time_block", "time_entry", "task"], task.load);
follow(["project", "status"], tasks.loadPlaces);
follow(["time_entry"], timer.load);
follow(["task"], board.load);
follow(["task", "calendar", "calendar_event"], events.load);

/** @type {Set<() => Promise<void>>} */
const due = new Set();
let timeout = 0;

whenChanged(({ kind }) => {
  for (const reader of readers.get(kind) ?? []) due.add(reader);
  clearTimeout(timeout);
  timeout = setTimeout(() => {
    const now = [...due];
    due.clear();
    for (const read of now) untracked(read);
  }, SOON);
});

/** Reads everything that is on show again, when changes may have been missed. */
export function readAll() {
  for (const read of new Set([...readers.values()].flatMap((of) => [...of]))) untracked(read);
}
