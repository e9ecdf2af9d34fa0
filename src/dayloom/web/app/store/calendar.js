// The days on show, and what lies on them: the person's own time blocks and time entries. Changes are shown at once and
// taken back when the server refuses them.

import { batch, computed, effect, signal } from "../vendor/preact.js";
import { call, get, operationOf, patch, post, remove } from "../api/client.js";
import { addDays, addMonths, daysFrom, instant, rfc3339, startOfWeek, today, weekday } from "../time/zone.js";
import { tellError } from "./notes.js";
import { span } from "./preferences.js";
import { merged } from "./same.js";
import { firstDay, here, presence, zone } from "./session.js";
import { remember } from "./undo.js";

/**
 * @typedef {object} Block
 * @property {number} id negative until the server has given it one
 * @property {number} task_id
 * @property {number} start milliseconds
 * @property {number} duration seconds
 * @property {boolean} done
 * @property {any} task
 */
/**
 * @typedef {object} Entry
 * @property {number} id
 * @property {number | null} task_id
 * @property {number} start milliseconds
 * @property {number | null} duration seconds; null while it runs
 * @property {string} type
 * @property {string | null} description
 * @property {any} task
 * @property {any} project
 */

const LENGTHS = { day: 1, three: 3, work: 5, week: 7, team: 7, month: 42 };

/** A day that is on show. */
export const anchor = signal("");
/** @type {import("../vendor/preact.js").ReadonlySignal<string[]>} */
export const days = computed(() => {
  const day = anchor.value || today(zone.value);
  const length = LENGTHS[span.value] ?? 5;
  if (span.value === "week" || span.value === "team") return daysFrom(startOfWeek(day, firstDay.value), length);
  // The weeks that a month touches.
  if (span.value === "month") return daysFrom(startOfWeek(`${day.slice(0, 8)}01`, firstDay.value), length);
  // On a weekend the days of work alone would not show today.
  if (span.value === "work") return daysFrom(startOfWeek(day, 1), weekday(day) % 6 === 0 ? 7 : length);
  return daysFrom(day, length);
});
/** @type {import("../vendor/preact.js").Signal<Map<number, Block>>} */
export const blocks = signal(new Map());
/** @type {import("../vendor/preact.js").Signal<Map<number, Entry>>} */
export const entries = signal(new Map());
/** Whether the days on show were read at least once. */
export const ready = signal(false);
/** Counts minutes, for the now line. */
export const now = signal(Date.now());

setInterval(() => (now.value = Date.now()), 20_000);

/** @param {number} steps */
export function turn(steps) {
  if (span.value === "month") {
    anchor.value = addMonths(anchor.value || today(zone.value), steps);
    return;
  }
  const length = span.value === "work" ? 7 : (LENGTHS[span.value] ?? 5);
  anchor.value = addDays(days.value[0], steps * length);
}

export function goToday() {
  anchor.value = today(zone.value);
}

/** @param {any} raw @returns {Block} */
export function blockOf(raw) {
  const { id, task_id, start, duration, completed_at, task } = raw;
  return { id, task_id, start: Date.parse(start), duration: duration ?? 0, done: completed_at !== null, task: task ?? null };
}

/** @param {any} raw @returns {Entry} */
export function entryOf(raw) {
  const { id, task_id, start, duration, type, description, task, project } = raw;
  return { id, task_id, start: Date.parse(start), duration, type, description, task: task ?? null, project: project ?? task?.project ?? null };
}

let asked = 0;

/** From the first midnight of the days on show to the last second, as the API takes it. */
export const shownWindow = computed(() => ({
  date_from: rfc3339(instant(days.value[0], 0, zone.value)),
  date_to: rfc3339(instant(addDays(days.value[days.value.length - 1], 1), 0, zone.value) - 1000),
}));

/** Reads what lies on the days on show. */
export async function load() {
  const mine = ++asked;
  const window = shownWindow.value;
  try {
    const [planned, tracked] = await Promise.all([
      get(`${here.value}/time-blocks/stream`, window),
      get(`${here.value}/time-entries/stream`, { ...window, include_taskless: true }),
    ]);
    if (mine !== asked) return; // the person has turned on meanwhile
    batch(() => {
      // What is being saved has no number yet: it stays until the answer is there.
      const drafts = [...blocks.value.values()].filter((block) => block.id < 0);
      blocks.value = merged(blocks.value, [...planned.map(blockOf), ...drafts]);
      entries.value = merged(entries.value, tracked.filter((/** @type {any} */ one) => one.start !== null).map(entryOf));
      ready.value = true;
    });
  } catch (error) {
    tellError(error);
  }
}

effect(() => {
  if (presence.value === "in" && days.value.length) load();
});

/** @param {Block} block */
function show(block) {
  blocks.value = new Map(blocks.value).set(block.id, block);
}

/** @param {number} id */
function hide(id) {
  const left = new Map(blocks.value);
  left.delete(id);
  blocks.value = left;
}

/** What was done here and is shown as the server has it: operation and block. @type {Set<string>} */
const echoes = new Set();

/** Whether a change is the echo of one that is shown already. @param {import("../api/events.js").Change} change */
export const knows = (change) => change.kind === "time_block" && echoes.has(`${change.operation_id} ${change.record_id}`);

/** After a write that is shown as it was sent. @param {number} id @returns {(headers: Headers) => unknown} */
const shownAlready = (id) => (headers) => echoes.add(`${operationOf(headers)} ${id}`);

const path = (/** @type {Block} */ block) => `${here.value}/tasks/${block.task_id}/time-blocks/${block.id}`;
let unsaved = 0;

/**
 * Plans a task.
 * @param {any} task @param {number} start milliseconds @param {number} duration seconds
 * @returns {Promise<Block | null>}
 */
export async function plan(task, start, duration) {
  /** @type {Block} */
  const draft = { id: --unsaved, task_id: task.id, start, duration, done: false, task };
  show(draft);
  try {
    const raw = await post(`${here.value}/tasks/${task.id}/time-blocks`, { start: rfc3339(start), duration });
    const block = { ...blockOf(raw), task };
    batch(() => {
      hide(draft.id);
      show(block);
    });
    remember(() => takeOff(block, false));
    return block;
  } catch (error) {
    hide(draft.id);
    tellError(error);
    return null;
  }
}

/** @param {Block} block @param {number} start milliseconds @param {number} duration seconds */
export async function move(block, start, duration) {
  if (start === block.start && duration === block.duration) return;
  const before = blocks.value.get(block.id) ?? block;
  show({ ...before, start, duration });
  try {
    await call("PATCH", path(block), { body: { start: rfc3339(start), duration }, onHeaders: shownAlready(block.id) });
    remember(async () => {
      await patch(path(block), { start: rfc3339(before.start), duration: before.duration });
      show(before);
    });
  } catch (error) {
    show(before);
    tellError(error);
  }
}

/** @param {Block} block @param {boolean} done */
export async function complete(block, done) {
  show({ ...block, done });
  try {
    await patch(path(block), { completed: done });
    remember(async () => {
      await patch(path(block), { completed: !done });
      show({ ...block, done: !done });
    });
  } catch (error) {
    show(block);
    tellError(error);
  }
}

/** @param {Block} block @param {boolean} [undoable] */
export async function takeOff(block, undoable = true) {
  hide(block.id);
  try {
    await remove(path(block));
    if (undoable) {
      remember(async () => {
        await patch(`${path(block)}/restore`);
        show(block);
      });
    }
  } catch (error) {
    show(block);
    tellError(error);
  }
}

/** Tracks what was planned. @param {Block} block */
export async function logAsPlanned(block) {
  const body = { start: rfc3339(block.start), duration: block.duration, time_block_id: block.id };
  try {
    const raw = await post(`${here.value}/tasks/${block.task_id}/time-entries`, body);
    const entry = { ...entryOf(raw), task: block.task, project: block.task?.project ?? null };
    entries.value = new Map(entries.value).set(entry.id, entry);
    remember(async () => {
      await remove(`${here.value}/time-entries/${entry.id}`);
      const left = new Map(entries.value);
      left.delete(entry.id);
      entries.value = left;
    });
  } catch (error) {
    tellError(error);
  }
}

/**
 * The next stretch of the days on show, from now on, in working hours, that is free for this long.
 * @param {number} duration seconds @returns {number | null} milliseconds
 */
export function nextFree(duration) {
  const step = 15 * 60_000;
  const from = Math.ceil(Date.now() / step) * step;
  const taken = [...blocks.value.values()].sort((a, b) => a.start - b.start);
  for (const day of days.value) {
    if (weekday(day) % 6 === 0 && days.value.length > 1) continue;
    const end = instant(day, 18 * 60, zone.value);
    let at = Math.max(from, instant(day, 9 * 60, zone.value));
    for (const block of taken) {
      if (block.start < at + duration * 1000 && block.start + block.duration * 1000 > at) at = block.start + block.duration * 1000;
    }
    if (at + duration * 1000 <= end) return at;
  }
  return null;
}
