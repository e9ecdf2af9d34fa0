// What others change (or we, in another tab) is read again a moment later; what is the same stays the same object, so that
// nothing is drawn anew for the echo of one's own change.

import { untracked } from "../vendor/preact.js";
import * as board from "./board.js";
import * as calendar from "./calendar.js";
import { whenChanged } from "./session.js";
import * as task from "./task.js";
import * as tasks from "./tasks.js";
import * as timer from "./timer.js";

const SOON = 120;
/** Kind of a change → what is read again. @type {Record<string, (() => Promise<void>)[]>} */
const READERS = {
  time_block: [calendar.load, tasks.load, task.load],
  time_entry: [calendar.load, timer.load, task.load],
  task: [calendar.load, tasks.load, task.load, board.load],
  task_order: [tasks.load],
  project: [calendar.load, tasks.load, tasks.loadPlaces],
  status: [tasks.loadPlaces],
};

/** @type {Set<() => Promise<void>>} */
const due = new Set();
let timeout = 0;

whenChanged(({ kind }) => {
  for (const reader of READERS[kind] ?? []) due.add(reader);
  clearTimeout(timeout);
  timeout = setTimeout(() => {
    const readers = [...due];
    due.clear();
    for (const read of readers) untracked(read);
  }, SOON);
});
