// The rows that somebody has put on a week's timesheet before there is time in them: kept in this browser, by their ids.

import { signal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { here } from "./session.js";

const PLACE = "dayloom.timesheet";
const WEEKS = 20;

/** @typedef {{task_id: number | null, project_id: number | null}} Kept */

/** @returns {Record<string, Kept[]>} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
}

/** By week and workspace. */
const rows = signal(kept());
/** The tasks of those rows. @type {import("../vendor/preact.js").Signal<Map<number, any>>} */
export const tasksById = signal(new Map());

const nameOf = (/** @type {string} */ week) => `${week} ${here.value}`;
const same = (/** @type {Kept} */ a) => (/** @type {Kept} */ b) => a.task_id === b.task_id && (a.task_id !== null || a.project_id === b.project_id);

/** @param {string} week its first day */
export const rowsOfWeek = (week) => rows.value[nameOf(week)] ?? [];

function keep(/** @type {string} */ week, /** @type {Kept[]} */ of) {
  const others = Object.entries(rows.value).filter(([name]) => name !== nameOf(week));
  const newest = others.sort(([a], [b]) => b.localeCompare(a)).slice(0, WEEKS - 1);
  rows.value = { ...Object.fromEntries(newest), [nameOf(week)]: of };
  try {
    localStorage.setItem(PLACE, JSON.stringify(rows.value));
  } catch {
    // A browser that keeps nothing still works.
  }
}

/** @param {string} week @param {{task_id: number | null, project_id: number | null, task?: any}[]} of */
export function addRows(week, of) {
  const known = new Map(tasksById.value);
  for (const { task } of of) if (task) known.set(task.id, task);
  tasksById.value = known;
  const fresh = of.map(({ task_id, project_id }) => ({ task_id, project_id }));
  const before = rowsOfWeek(week);
  keep(week, [...before, ...fresh.filter((one) => !before.some(same(one)))]);
}

/** @param {string} week @param {Kept} row */
export function removeRow(week, row) {
  const is = same(row);
  keep(week, rowsOfWeek(week).filter((one) => !is(one)));
}

/** Reads the tasks of a week's rows that are not known yet; a row whose task is gone goes as well. @param {string} week */
export async function loadTasks(week) {
  const missing = rowsOfWeek(week).filter((row) => row.task_id !== null && !tasksById.value.has(row.task_id));
  if (!missing.length) return;
  const found = await Promise.all(missing.map((row) => get(`${here.value}/tasks/${row.task_id}`).catch(() => null)));
  const known = new Map(tasksById.value);
  for (const task of found) if (task) known.set(task.id, task);
  tasksById.value = known;
}
