// The timesheet's sums: what was tracked and planned, by row and day, and what must happen so that a cell adds up. Pure.

/** @typedef {import("../store/entries-week.js").Entry} Entry */
/** @typedef {{task_id: number | null, project_id: number | null, task?: any, project?: any}} Subject what a row is of */
/** @typedef {{day: string, entries: Entry[], seconds: number, planned: number, running: boolean}} Cell */
/** @typedef {Subject & {key: string, cells: Cell[], seconds: number, planned: number, added: boolean}} Row */

/** Time of a task is one row; time without one is a row for each project. @param {Subject} of */
export const keyOf = (of) => (of.task_id ? `t${of.task_id}` : `p${of.project_id ?? 0}`);

const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, one) => total + one, 0);
const nameOf = (/** @type {Subject} */ row) => row.task?.name ?? row.project?.name ?? "";

/**
 * @param {Entry[]} entries @param {import("../store/entries-week.js").Plan[]} plans
 * @param {Subject[]} added rows that are there without time @param {string[]} days
 * @returns {Row[]} by project and name; breaks are nobody's work
 */
export function rowsOf(entries, plans, added, days) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  const rowOf = (/** @type {Subject} */ of, byHand = false) => {
    const key = keyOf(of);
    if (!rows.has(key)) {
      const { task_id, project_id, task = null, project = task?.project ?? null } = of;
      const cells = days.map((day) => ({ day, entries: [], seconds: 0, planned: 0, running: false }));
      rows.set(key, { key, task_id, project_id, task, project, cells, seconds: 0, planned: 0, added: byHand });
    }
    return /** @type {Row} */ (rows.get(key));
  };
  for (const entry of entries) {
    if (entry.type === "break") continue;
    const row = rowOf(entry);
    const cell = row.cells[days.indexOf(entry.day)];
    if (!cell) continue;
    if (entry.duration === null) cell.running = true;
    else cell.entries.push(entry);
    cell.seconds += entry.duration ?? 0;
    row.seconds += entry.duration ?? 0;
  }
  for (const plan of plans) {
    const row = rowOf({ task_id: plan.task_id, project_id: plan.task?.project_id ?? null, task: plan.task });
    const cell = row.cells[days.indexOf(plan.day)];
    if (!cell) continue;
    cell.planned += plan.duration;
    row.planned += plan.duration;
  }
  for (const of of added) rowOf(of, true);
  for (const row of rows.values()) for (const cell of row.cells) cell.entries.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const place = (/** @type {Row} */ row) => `${row.project ? row.project.name : "\uffff"}\n${nameOf(row)}`;
  return [...rows.values()].sort((a, b) => place(a).localeCompare(place(b)));
}

/**
 * What must be done so that a cell holds this long: the last of several entries gives way, the others stay as they are.
 * @param {Cell} cell @param {number} wanted seconds
 * @returns {{kind: "none" | "running" | "add" | "delete"} | {kind: "less", others: number} | {kind: "change", entry: Entry, duration: number}}
 */
export function stepTo(cell, wanted) {
  if (wanted === cell.seconds) return { kind: "none" };
  if (cell.running) return { kind: "running" };
  const last = cell.entries[cell.entries.length - 1];
  if (!last) return { kind: "add" };
  const others = sum(cell.entries.slice(0, -1).map((entry) => entry.duration ?? 0));
  if (wanted < others) return { kind: "less", others };
  return wanted === others ? { kind: "delete" } : { kind: "change", entry: last, duration: wanted - others };
}

/**
 * Where a new entry of a day begins: after all that was tracked on it, else where the work of a day does.
 * @param {Entry[]} entries of the week @param {string} day @param {{begins: number, midnight: number, now: number}} at
 */
export function beginning(entries, day, { begins, midnight, now }) {
  const ends = entries
    .filter((entry) => entry.day === day && entry.start !== null)
    .map((entry) => (entry.duration === null ? now : /** @type {number} */ (entry.start) + entry.duration * 1000));
  const end = Math.max(...ends);
  return ends.length && end < midnight ? end : begins;
}

/** Whether it is a day that clocks go by, not one that is still being typed. @param {string | undefined} text */
export const isDay = (text = "") => /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "1970" && !Number.isNaN(Date.parse(text));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * The time of today that was most likely forgotten: the hour that ends now, or what of it comes after the last entry. While a
 * timer runs, the same before its start.
 * @param {Entry[]} entries of the week @param {string} day @param {{midnight: number, now: number}} at its first moment, and the present
 */
export function lately(entries, day, { midnight, now }) {
  const of = entries.filter((entry) => entry.day === day && entry.start !== null);
  const runs = of.find((entry) => entry.duration === null);
  const end = Math.floor((runs?.start ?? now) / MINUTE) * MINUTE;
  const ends = of.map((entry) => Math.ceil((/** @type {number} */ (entry.start) + (entry.duration ?? 0) * 1000) / MINUTE) * MINUTE);
  const start = Math.max(midnight, end - HOUR);
  return { start: Math.max(start, ...ends.filter((one) => one < end)), end };
}

/** The copies of last week's entries, for the cells that hold nothing yet. @param {Row[]} now @param {Row[]} before */
export function copiesFor(now, before) {
  const rows = new Map(now.map((row) => [row.key, row]));
  return before.flatMap((row) =>
    row.cells.flatMap((cell, index) => {
      const here = rows.get(row.key)?.cells[index];
      return here && (here.entries.length || here.running) ? [] : cell.entries;
    }),
  );
}
