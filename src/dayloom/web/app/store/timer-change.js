// What is done to what runs, or ran just now: changing it, throwing it away, starting the same again. Fetched when somebody does.

import { Refused, get, patch, post, remove } from "../api/client.js";
import { rfc3339 } from "../time/zone.js";
import { t } from "../words/words.js";
import { entries } from "./calendar.js";
import { tell, tellError } from "./notes.js";
import { here } from "./session.js";
import { entryWith, load, nameOf, path, running, second, start } from "./timer.js";
import { remember, undo } from "./undo.js";

/** @param {import("./calendar.js").Entry} entry */
function show(entry) {
  entries.value = new Map(entries.value).set(entry.id, entry);
  second.value = Date.now();
  running.value = entry;
}

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

/**
 * Changes what has stopped.
 * @param {import("./calendar.js").Entry} was @param {Record<string, unknown>} fields as the API has them @param {import("./calendar.js").Entry} shown as it is then
 */
export async function changeStopped(was, fields, shown) {
  const draw = (/** @type {import("./calendar.js").Entry} */ one) => (entries.value = new Map(entries.value).set(one.id, one));
  draw(shown);
  try {
    const before = await get(path(was.id));
    await patch(path(was.id), fields);
    const back = [...Object.keys(fields), ...("task_id" in fields && before.time_block_id ? ["time_block_id"] : [])];
    remember(async () => {
      await patch(path(was.id), Object.fromEntries(back.map((name) => [name, before[name]])));
      draw(was);
    }, t("did.changed", { name: nameOf(was) }), `entry-${was.id}`);
  } catch (error) {
    draw(was);
    tellError(error);
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

/** @param {number} id */
function hide(id) {
  const left = new Map(entries.value);
  left.delete(id);
  entries.value = left;
}

/** @param {import("./calendar.js").Entry} was @param {() => Promise<void>} revert */
function told(was, revert) {
  remember(revert, t("did.discarded", { name: nameOf(was) }), `entry-${was.id}`);
  tell(t("timer.discarded", { name: nameOf(was) }), { undo: () => undo(revert) });
}

/** Throws away what runs, as if it had never been started. */
export async function discard() {
  const was = running.value;
  if (!was) return;
  running.value = null;
  try {
    const raw = await get(path(was.id));
    await remove(path(was.id));
    hide(was.id);
    const revert = async () => {
      // What was stopped cannot run on, so it starts anew from then; beside something else it comes back finished.
      if (running.value) await patch(`${path(was.id)}/restore`);
      else show(entryWith(await post(`${here.value}/tracking/start`, again(raw, raw.start)), was.task));
    };
    told(was, revert);
  } catch (error) {
    running.value = was;
    tellError(error);
  }
}

/** Throws away what has stopped. @param {import("./calendar.js").Entry} was */
export async function discardStopped(was) {
  hide(was.id);
  const shown = () => void (entries.value = new Map(entries.value).set(was.id, was));
  try {
    await remove(path(was.id));
    told(was, async () => {
      await patch(`${path(was.id)}/restore`);
      shown();
    });
  } catch (error) {
    shown();
    tellError(error);
  }
}

/** Throws away what runs or has stopped. @param {import("./calendar.js").Entry} entry */
export const throwAway = (entry) => (running.value?.id === entry.id ? discard() : discardStopped(entry));

/**
 * Takes the whole request back, so that the same entry runs on from its first start. Where that is refused, for another
 * timer runs or somebody changed the task, the tasks alone get back what they had, and it is told. Raises Refused where
 * there are none.
 * @param {number} operation of the request; 0 where the server was not reached
 * @param {(() => Promise<unknown>) | null} plainly gives the tasks back what they had
 * @param {import("./calendar.js").Entry} ran what ran before
 */
export async function resume(operation, plainly, ran) {
  await load(); // of its own stop the feed may not have told yet
  if (!operation || running.value?.id === ran.id) {
    await plainly?.();
    return;
  }
  try {
    await post(`${here.value}/history/${operation}/undo`, {});
    await load();
  } catch (error) {
    if (!plainly || !(error instanceof Refused) || !error.status) throw error;
    await plainly();
    const offer = /** @type {const} */ ({ word: "timer.start", act: () => start(ran.task) });
    tell(t("timer.stays", { name: nameOf(ran) }), ran.task ? { offer } : {});
  }
}
