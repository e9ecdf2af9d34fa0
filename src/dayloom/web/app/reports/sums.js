// Plan against actual, added up. Pure: blocks and entries come in as the calendar has them.

import { wall } from "../time/zone.js";

/**
 * @typedef {object} Line
 * @property {string} key
 * @property {any} of a project, or null
 * @property {number} planned seconds
 * @property {number} tracked seconds
 */

/**
 * What was planned and tracked on each day and for each project. An entry counts whole on the day on which it starts;
 * breaks do not count.
 * @param {any[]} blocks @param {any[]} entries @param {string[]} days @param {string} zone @param {number} now
 */
export function addUp(blocks, entries, days, zone, now) {
  /** @type {Map<string, Line>} */
  const byDay = new Map(days.map((day) => [day, { key: day, of: null, planned: 0, tracked: 0 }]));
  /** @type {Map<string, Line>} */
  const byProject = new Map();
  let unplanned = 0;
  const plannedTasks = new Set(blocks.map((block) => `${block.task_id} ${wall(block.start, zone).day}`));
  const lineOf = (/** @type {any} */ project) => {
    const key = String(project?.id ?? 0);
    if (!byProject.has(key)) byProject.set(key, { key, of: project ?? null, planned: 0, tracked: 0 });
    return /** @type {Line} */ (byProject.get(key));
  };
  for (const block of blocks) {
    const on = byDay.get(wall(block.start, zone).day);
    if (!on) continue;
    on.planned += block.duration;
    lineOf(block.task?.project).planned += block.duration;
  }
  for (const entry of entries) {
    const { day } = wall(entry.start, zone);
    const on = byDay.get(day);
    if (!on || entry.type === "break") continue;
    const seconds = entry.duration ?? Math.max(0, (now - entry.start) / 1000);
    on.tracked += seconds;
    lineOf(entry.project).tracked += seconds;
    if (!plannedTasks.has(`${entry.task_id} ${day}`)) unplanned += seconds;
  }
  const lines = [...byProject.values()].sort((a, b) => b.tracked - a.tracked || b.planned - a.planned);
  const total = (/** @type {"planned" | "tracked"} */ side) => lines.reduce((sum, line) => sum + line[side], 0);
  return { days: [...byDay.values()], projects: lines, planned: total("planned"), tracked: total("tracked"), unplanned };
}

/** How far the actual is from the plan, as a share of the plan; null where nothing was planned. @param {{planned: number, tracked: number}} line */
export function drift({ planned, tracked }) {
  return planned ? (tracked - planned) / planned : null;
}
