// The one task that is open: its fields, sub-tasks, blocks and entries. Each field is saved by itself, as it is left.

import { batch, effect, signal } from "../vendor/preact.js";
import { Refused, get, patch, post } from "../api/client.js";
import { follow } from "./live.js";
import { tellError } from "./notes.js";
import { outward } from "./outbound.js";
import { open, opened } from "./place.js";
import { here } from "./session.js";
import { changeTasks } from "./timer.js";
import { remember } from "./undo.js";
import { t } from "../words/words.js";

export { open, opened };
/** @type {import("../vendor/preact.js").Signal<any>} */
export const task = signal(null);
/** @type {import("../vendor/preact.js").Signal<any[]>} */
export const children = signal([]);
/** @type {import("../vendor/preact.js").Signal<any[]>} */
export const planned = signal([]);
/** @type {import("../vendor/preact.js").Signal<any[]>} */
export const tracked = signal([]);
/** What was done to the task, newest first. @type {import("../vendor/preact.js").Signal<any[]>} */
export const history = signal([]);

/** Which fields have something typed that is not saved yet. @type {Set<string>} */
export const typed = new Set();
/** Whether the open task was deleted elsewhere, and stays open for what is typed. */
export const gone = signal(false);

/** Whether a change is for the open task of a series and all later ones, too. */
export const later = signal(false);

const at = (/** @type {number} */ id) => `${here.value}/tasks/${id}`;

/** Reads the open task again. */
export async function load() {
  const id = opened.value;
  if (!id) return;
  try {
    const [found, family, blocks, entries, told] = await Promise.all([
      get(at(id)),
      get(`${at(id)}/children`, { per_page: 100, archived: false }),
      get(`${at(id)}/time-blocks`, { per_page: 50, order_by: "-start" }),
      get(`${at(id)}/time-entries`, { per_page: 50, order_by: "-start" }),
      get(`${here.value}/history`, { kind: "task", record_id: id, limit: 20 }),
    ]);
    if (id !== opened.value) return;
    batch(() => {
      task.value = found;
      gone.value = false;
      children.value = family.data.filter((/** @type {any} */ one) => one.id !== id);
      planned.value = blocks.data;
      tracked.value = entries.data;
      history.value = told.lines;
    });
  } catch (error) {
    if (error instanceof Refused && error.status === 404 && typed.size && task.value) {
      gone.value = true;
      return;
    }
    close();
    tellError(error);
  }
}

// Another one, or none: by a click, or on the way back.
effect(() => {
  const id = opened.value;
  typed.clear();
  gone.value = false;
  task.value = null;
  if (!id) return;
  later.value = false;
  load();
});

follow(["time_block", "time_entry", "task"], load);

export const close = () => open(0);

/** Saves fields of the open task. @param {Record<string, unknown>} fields @returns {Promise<boolean>} whether they were taken */
export async function save(fields) {
  const before = task.value;
  if (!before) return false;
  const old = Object.fromEntries(Object.keys(fields).map((name) => [name, before[name]]));
  if (JSON.stringify(old) === JSON.stringify(fields)) return true;
  if (later.value && before.recurring_task_id) return saveLater(fields, old);
  try {
    const back = await changeTasks(at(before.id), { ...fields, ...outward() }, [before.id], () => patch(at(before.id), { ...old, ...outward() }));
    remember(async () => {
      await back();
      await load();
    }, t("did.changed", { name: before.name }));
    await load();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** Saves what may reach later tasks of the series. @param {Record<string, unknown>} fields @param {Record<string, unknown> | null} old null: it cannot be taken back */
async function saveLater(fields, old) {
  const { id, name, recurring_task_id } = task.value;
  const from = { from_recurring_task_id: later.value && recurring_task_id ? id : undefined };
  try {
    await patch(at(id), { ...fields, ...outward() }, from);
    if (old) {
      remember(async () => {
        await patch(at(id), { ...old, ...outward() }, "rrule" in old ? {} : from);
        await load();
      }, t("did.changed", { name }));
    }
    await load();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** Gives the open task a recurrence rule, or none: then one inside a series leaves it alone. @param {string | null} rrule */
export function recur(rrule) {
  const { id, recurring_task_id, rrule: before } = task.value;
  const inside = recurring_task_id && recurring_task_id !== id;
  // No task joins a series, so that leaving one stays.
  if (inside) return saveLater(rrule === null && !later.value ? { recurring_task_id: null } : { rrule }, null);
  return saveLater({ rrule }, { rrule: before });
}

/** Takes back what a line of the history tells, with all that was done in the same request. @param {any} line */
export async function takeBack(line) {
  try {
    const { name } = task.value;
    const { operation_id } = await post(`${here.value}/history/${line.id}/undo`, {});
    remember(async () => {
      await post(`${here.value}/history/${operation_id}/undo`, {});
      await load();
    }, t("did.changed", { name }));
    await load();
  } catch (error) {
    tellError(error);
  }
}

/** Adds a sub-task. @param {string} name */
export async function addChild(name) {
  const parent = task.value;
  try {
    await post(`${here.value}/tasks`, { name, parent_task_id: parent.id, project_id: parent.project_id ?? undefined });
    await load();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** @param {any} child @param {number} status_id */
export async function setStatus(child, status_id) {
  try {
    await patch(at(child.id), { status_id });
    await load();
  } catch (error) {
    tellError(error);
  }
}
