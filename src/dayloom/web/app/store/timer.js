// What is running now. Its time is told from its start, never counted, so sleep and reload change nothing.

import { computed, effect, signal } from "../vendor/preact.js";
import { get, patch, post, remove } from "../api/client.js";
import { duration, stopwatch } from "../time/format.js";
import { rfc3339 } from "../time/zone.js";
import { t } from "../words/words.js";
import { entryOf, entries } from "./calendar.js";
import { tell, tellError } from "./notes.js";
import { here, presence } from "./session.js";
import { remember, undo } from "./undo.js";

/** @type {import("../vendor/preact.js").Signal<import("./calendar.js").Entry | null>} */
export const running = signal(null);
/** The present, while something runs. */
export const second = signal(Date.now());
/** Whether it was asked already what runs. */
export const known = signal(false);
/** What the title says instead of what runs. */
export const headline = signal("");
/** Seconds since its start. */
export const elapsed = computed(() => (running.value ? (second.value - running.value.start) / 1000 : 0));

setInterval(() => {
  if (running.value) second.value = Date.now();
}, 1000);

export const nameOf = (/** @type {any} */ entry) =>
  entry.task?.name ?? (entry.description || t(entry.type === "break" ? "timer.break" : "timer.noTask"));

effect(() => {
  const said = running.value && (headline.value || `${stopwatch(elapsed.value)} ${nameOf(running.value)}`);
  document.title = said ? `${said} · Dayloom` : "Dayloom";
});

const entryWith = (/** @type {any} */ raw, /** @type {any} */ task) => ({ ...entryOf(raw), task, project: task?.project ?? null });

/** Reads what is running. */
export async function load() {
  try {
    const raw = await get(`${here.value}/tracking/current`);
    if (!raw) {
      running.value = null;
      known.value = true;
      return;
    }
    const shown = entries.value.get(raw.id);
    const told = shown?.task_id === raw.task_id ? shown?.task : raw.task;
    const task = told ?? (raw.task_id ? await get(`${here.value}/tasks/${raw.task_id}`) : null);
    second.value = Date.now();
    running.value = entryWith(raw, task);
    known.value = true;
  } catch (error) {
    tellError(error);
  }
}

effect(() => {
  if (presence.value === "in" && here.value) load();
});

/** @param {any} raw @param {any} task */
function begun(raw, task) {
  const entry = entryWith(raw, task);
  const shown = new Map(entries.value);
  if (running.value) shown.set(running.value.id, { ...running.value, duration: Math.max(0, (entry.start - running.value.start) / 1000) });
  entries.value = shown.set(entry.id, entry);
  second.value = Date.now();
  running.value = entry;
  tell(t("timer.started", { name: nameOf(entry) }));
}

/** @param {() => Promise<any>} ask @param {any} task @returns {Promise<boolean>} whether it runs */
async function tried(ask, task) {
  try {
    begun(await ask(), task);
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** It says when, because it may be heard later. @param {Record<string, unknown>} what */
const begin = (what) => post(`${here.value}/tracking/start`, { start: new Date().toISOString(), ...what });

/** Starts a task's timer; what ran before stops. @param {any} task */
export const start = (task) => tried(() => begin({ task_id: task.id }), task);

/** Starts without a task. @param {string | null} description */
export const startPlain = (description) =>
  tried(() => post(`${here.value}/time-entries`, { start: new Date().toISOString(), description: description || null }), null);

export const startBreak = () => tried(() => begin({ type: "break" }), null);

/** @param {import("./calendar.js").Entry} entry */
function show(entry) {
  entries.value = new Map(entries.value).set(entry.id, entry);
  second.value = Date.now();
  running.value = entry;
}

export const path = (/** @type {number} */ id) => `${here.value}/time-entries/${id}`;

/**
 * Changes what runs.
 * @param {Record<string, unknown>} fields as the API has them @param {Partial<import("./calendar.js").Entry>} shown the same as it is shown
 * @returns {Promise<boolean>} whether it was saved
 */
export async function change(fields, shown) {
  const was = running.value;
  if (!was) return false;
  show({ ...was, ...shown });
  try {
    const before = await get(path(was.id));
    await patch(path(was.id), fields);
    remember(async () => {
      await patch(path(was.id), Object.fromEntries(Object.keys(fields).map((name) => [name, before[name]])));
      await load();
    }, t("did.changed", { name: nameOf(was) }));
    return true;
  } catch (error) {
    if (running.value?.id === was.id) show(was);
    tellError(error);
    return false;
  }
}

export const changeTask = (/** @type {any} */ task) =>
  change({ task_id: task?.id ?? null }, { task_id: task?.id ?? null, task, project: task?.project ?? null });

/** @param {number} start milliseconds */
export const changeStart = (start) => change({ start: rfc3339(start) }, { start: Date.parse(rfc3339(start)) });

/** What starts the same again. @param {any} raw an entry as the API has it @param {string} start */
export function again(raw, start) {
  const { type, description, task_id, time_block_id, project_id, tag_ids, billable, billable_source } = raw;
  return {
    ...{ type, start, tag_ids, task_id: task_id ?? undefined, description: description ?? undefined },
    time_block_id: time_block_id ?? undefined,
    project_id: task_id === null ? (project_id ?? undefined) : undefined,
    billable: billable_source === "manual" ? billable : undefined,
  };
}

/** Throws away what runs, as if it had never been started. */
export async function discard() {
  const was = running.value;
  if (!was) return;
  running.value = null;
  try {
    const raw = await get(path(was.id));
    await remove(path(was.id));
    const left = new Map(entries.value);
    left.delete(was.id);
    entries.value = left;
    const revert = async () => {
      // What was stopped cannot run on, so it starts anew from then; beside something else it comes back finished.
      if (running.value) await patch(`${path(was.id)}/restore`);
      else show(entryWith(await post(`${here.value}/tracking/start`, again(raw, raw.start)), was.task));
    };
    remember(revert, t("did.discarded", { name: nameOf(was) }));
    tell(t("timer.discarded", { name: nameOf(was) }), { undo: () => undo(revert) });
  } catch (error) {
    running.value = was;
    tellError(error);
  }
}

export async function stop() {
  const was = running.value;
  if (!was) return;
  running.value = null;
  try {
    const end = new Date(Math.max(Date.now(), was.start)); // clocks differ
    const raw = await post(`${here.value}/tracking/stop`, { end: end.toISOString() });
    const length = raw.duration ?? Math.max(0, Math.round((end.getTime() - was.start) / 1000)); // it waits: nobody has counted
    entries.value = new Map(entries.value).set(was.id, { ...was, duration: length });
    tell(t("timer.stopped", { duration: duration(length) }));
  } catch (error) {
    running.value = was;
    tellError(error);
  }
}
