// What is running now. Its time is told from its start, never counted, so sleep and reload change nothing.

import { computed, effect, signal } from "../vendor/preact.js";
import { call, get, operationOf, post } from "../api/client.js";
import { spent, stopwatch } from "../time/format.js";
import { t } from "../words/words.js";
import { entryOf, entries } from "./calendar.js";
import { tell, tellError } from "./notes.js";
import { here, presence } from "./session.js";
import { remember } from "./undo.js";

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

export const entryWith = (/** @type {any} */ raw, /** @type {any} */ task) => ({ ...entryOf(raw), task, project: task?.project ?? null });

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

/** Seconds that it ran until another one started. @param {any} was @param {number} start */
const until = (was, start) => Math.max(0, (start - was.start) / 1000);

/** What runs now, and what it stopped. @param {any} entry @param {any} was */
export function tellStarted(entry, was) {
  const name = nameOf(entry);
  tell(was ? t("timer.switched", { name, before: nameOf(was), duration: spent(until(was, entry.start)) }) : t("timer.started", { name }));
}

/** @param {any} raw @param {any} task */
function begun(raw, task) {
  const entry = entryWith(raw, task);
  const shown = new Map(entries.value);
  const was = running.value;
  if (was) shown.set(was.id, { ...was, duration: until(was, entry.start) });
  entries.value = shown.set(entry.id, entry);
  second.value = Date.now();
  running.value = entry;
  tellStarted(entry, was);
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

export const path = (/** @type {number} */ id) => `${here.value}/time-entries/${id}`;

/**
 * Changes tasks, which stops the timer of one that is done.
 * @param {string} path @param {unknown} body of a PATCH @param {number[]} ids of the tasks @param {() => Promise<unknown>} plainly gives them back what they had
 * @returns {Promise<() => Promise<unknown>>} takes it back, with the timer
 */
export async function changeTasks(path, body, ids, plainly) {
  const ran = running.value;
  let operation = 0;
  await call("PATCH", path, { body, onHeaders: (headers) => (operation = operationOf(headers)) });
  if (!ran?.task_id || !ids.includes(ran.task_id)) return plainly;
  return async () => (await import("./timer-change.js")).resume(operation, plainly, ran);
}

/** Does what is fetched when somebody does it first. @param {(part: typeof import("./timer-change.js")) => unknown} act */
export const withChanges = (act) => import("./timer-change.js").then(act, () => tell(t("error.offline"), { bad: true }));

export async function stop() {
  const was = running.value;
  if (!was) return;
  running.value = null;
  try {
    const end = new Date(Math.max(Date.now(), was.start)); // clocks differ
    let operation = 0;
    const raw = await call("POST", `${here.value}/tracking/stop`, { body: { end: end.toISOString() }, onHeaders: (headers) => (operation = operationOf(headers)) });
    const length = raw.duration ?? Math.max(0, Math.round((end.getTime() - was.start) / 1000)); // it waits: nobody has counted
    entries.value = new Map(entries.value).set(was.id, { ...was, duration: length });
    const stopped = { ...was, duration: length };
    const offer = /** @type {const} */ ({ word: "timer.discard", act: () => withChanges((part) => part.discardStopped(stopped)) });
    if (operation) remember(async () => (await import("./timer-change.js")).resume(operation, null, was), t("did.stopped", { name: nameOf(was) }));
    tell(t("timer.stopped", { name: nameOf(was), duration: spent(length) }), length < 60 && raw.duration !== undefined ? { offer } : {});
  } catch (error) {
    running.value = was;
    tellError(error);
  }
}
