// A week of the person's tracked entries, and what was planned in it.

import { batch, signal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { addDays, instant, rfc3339, wall } from "../time/zone.js";
import { here, zone } from "./session.js";

/**
 * @typedef {object} Entry
 * @property {number} id
 * @property {string} day on which it counts: that of its start
 * @property {number | null} start milliseconds; null: without a clock
 * @property {number | null} duration seconds; null while it runs
 * @property {number | null} task_id
 * @property {number | null} project_id
 * @property {number | null} time_block_id
 * @property {string} type
 * @property {string | null} description
 * @property {boolean} billable
 * @property {string} billable_source "manual", or "task_default" where it is that of the task or project
 * @property {number[]} tag_ids
 * @property {{id: number, name: string}[]} tags
 * @property {any} task
 * @property {any} project
 */
/** @typedef {{task_id: number, day: string, duration: number, task: any}} Plan */

/** Null until the week was read. @type {import("../vendor/preact.js").Signal<Entry[] | null>} */
export const entries = signal(null);
/** @type {import("../vendor/preact.js").Signal<Plan[]>} */
export const plans = signal([]);

let days = /** @type {string[]} */ ([]);
let asked = 0;

/** What is being read shows how it was: it is not shown. */
export function outdate() {
  asked += 1;
}

/** @param {any} raw @returns {Entry} */
function entryOf(raw) {
  const start = raw.start === null ? null : Date.parse(raw.start);
  const day = wall(start ?? Date.parse(raw.tracked_at), zone.value).day;
  return { ...raw, start, day, task: raw.task ?? null, project: raw.project ?? raw.task?.project ?? null };
}

const windowOf = (/** @type {string[]} */ of) => ({
  date_from: rfc3339(instant(of[0], 0, zone.value)),
  date_to: rfc3339(instant(addDays(of[of.length - 1], 1), 0, zone.value) - 1000),
});

/** The entries of some days; plans that were never tracked are none. @param {string[]} of @returns {Promise<Entry[]>} */
export async function read(of) {
  const found = await get(`${here.value}/time-entries/stream`, { ...windowOf(of), include_taskless: true });
  const tracked = found.filter((/** @type {any} */ one) => one.start !== null || one.duration !== null);
  return tracked.map(entryOf).filter((/** @type {Entry} */ one) => of.includes(one.day));
}

async function readPlans(/** @type {string[]} */ of) {
  const found = await get(`${here.value}/time-blocks/stream`, windowOf(of));
  return found
    .map((/** @type {any} */ { task_id, start, duration, task }) => ({ task_id, task, duration: duration ?? 0, day: wall(Date.parse(start), zone.value).day }))
    .filter((/** @type {Plan} */ one) => of.includes(one.day));
}

/** Reads the week, or the one on show again. Raises Refused. @param {string[]} [of] its days */
export async function load(of = days) {
  const mine = ++asked;
  if (of[0] !== days[0]) entries.value = null;
  days = of;
  const [tracked, planned] = await Promise.all([read(of), readPlans(of)]);
  if (mine !== asked) return; // something was changed meanwhile, or the person turned on
  batch(() => {
    entries.value = tracked;
    plans.value = planned;
  });
}
