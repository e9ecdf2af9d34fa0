// What lies on the days on show: the person's own time blocks and time entries.

import { batch, computed, effect, signal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { tellError } from "./notes.js";
import { merged } from "./same.js";
import { here, presence } from "./session.js";
import { days, shownWindow } from "./shown.js";

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

/** @type {import("../vendor/preact.js").Signal<Map<number, Block>>} */
export const blocks = signal(new Map());
/** @type {import("../vendor/preact.js").Signal<Map<number, Entry>>} */
export const entries = signal(new Map());
/** The days that were read last, as "first last"; "" before. */
export const readFor = signal("");
/** Why the days on show were not read. */
export const unread = signal("");
/** Whether the days on show were read at least once. */
export const ready = computed(() => readFor.value !== "");

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
let read = 0;

/** A number that stays the same while nothing is read; none while something is, which may be from before a change. */
export const stillness = () => (read === asked ? read : NaN);

/** Reads what lies on the days on show. */
export async function load() {
  const mine = ++asked;
  const window = shownWindow.value;
  const name = `${window.date_from} ${window.date_to}`;
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
      readFor.value = name;
      unread.value = "";
    });
  } catch (error) {
    if (mine === asked) tellError(error, readFor.value === name ? undefined : unread);
  } finally {
    read++;
  }
}

effect(() => {
  if (presence.value === "in" && days.value.length) load();
});
