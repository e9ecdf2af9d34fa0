// What is running now. Its time is told from its start, never counted, so sleep and reload change nothing.

import { computed, effect, signal } from "../vendor/preact.js";
import { get, post } from "../api/client.js";
import { duration, stopwatch } from "../time/format.js";
import { t } from "../words/words.js";
import { entryOf, entries } from "./calendar.js";
import { tell, tellError } from "./notes.js";
import { here, presence } from "./session.js";

/** @type {import("../vendor/preact.js").Signal<import("./calendar.js").Entry | null>} */
export const running = signal(null);
const second = signal(Date.now());
/** Seconds since its start. */
export const elapsed = computed(() => (running.value ? (second.value - running.value.start) / 1000 : 0));

setInterval(() => {
  if (running.value) second.value = Date.now();
}, 1000);

export const nameOf = (/** @type {any} */ entry) => entry.task?.name ?? entry.description ?? t("timer.noTask");

effect(() => {
  document.title = running.value ? `${stopwatch(elapsed.value)} ${nameOf(running.value)} · Dayloom` : "Dayloom";
});

/** Reads what is running. */
export async function load() {
  try {
    const raw = await get(`${here.value}/tracking/current`);
    if (!raw) {
      running.value = null;
      return;
    }
    const shown = entries.value.get(raw.id);
    const task = shown?.task ?? (raw.task_id ? await get(`${here.value}/tasks/${raw.task_id}`) : null);
    second.value = Date.now();
    running.value = { ...entryOf(raw), task, project: task?.project ?? null };
  } catch (error) {
    tellError(error);
  }
}

effect(() => {
  if (presence.value === "in" && here.value) load();
});

/** @param {any} raw @param {any} task */
function begun(raw, task) {
  const entry = { ...entryOf(raw), task, project: task?.project ?? null };
  const shown = new Map(entries.value);
  if (running.value) shown.set(running.value.id, { ...running.value, duration: Math.max(0, (entry.start - running.value.start) / 1000) });
  entries.value = shown.set(entry.id, entry);
  second.value = Date.now();
  running.value = entry;
  tell(t("timer.started", { name: nameOf(entry) }));
}

/** Starts a task's timer; what ran before stops. @param {any} task */
export async function start(task) {
  try {
    begun(await post(`${here.value}/tracking/start`, { task_id: task.id }), task);
  } catch (error) {
    tellError(error);
  }
}

/** Starts without a task. @param {string} description */
export async function startPlain(description) {
  try {
    begun(await post(`${here.value}/time-entries`, { start: new Date().toISOString(), description: description || null }), null);
  } catch (error) {
    tellError(error);
  }
}

export async function stop() {
  const was = running.value;
  if (!was) return;
  running.value = null;
  try {
    const raw = await post(`${here.value}/tracking/stop`, {});
    entries.value = new Map(entries.value).set(was.id, { ...was, duration: raw.duration });
    tell(t("timer.stopped", { duration: duration(raw.duration) }));
  } catch (error) {
    running.value = was;
    tellError(error);
  }
}
