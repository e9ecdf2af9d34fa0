// Planning: putting a task on the days, moving, completing and taking off its blocks. What is done is shown at once and taken
// back when the server refuses it.

import { batch, signal } from "../vendor/preact.js";
import { call, operationOf, patch, post, remove } from "../api/client.js";
import { instant, rfc3339, weekday } from "../time/zone.js";
import { t } from "../words/words.js";
import { blockOf, blocks, stillness } from "./calendar.js";
import { tellError } from "./notes.js";
import { outward } from "./outbound.js";
import { dayBegins, dayEnds, here, zone } from "./session.js";
import { days } from "./shown.js";
import { load as readTasks } from "./tasks.js";
import { remember } from "./undo.js";

/** @typedef {import("./calendar.js").Block} Block */

/** @param {Block} block */
export function show(block) {
  blocks.value = new Map(blocks.value).set(block.id, block);
}

/** @param {number} id */
export function hide(id) {
  const left = new Map(blocks.value);
  left.delete(id);
  blocks.value = left;
}

/** What was done here and is shown as the server has it: operation and block. @type {Set<string>} */
const echoes = new Set();

/** Whether a change is the echo of one that is shown already. @param {import("../api/events.js").Change} change */
export const knows = (change) => change.kind === "time_block" && echoes.has(`${change.operation_id} ${change.record_id}`);

/** For a write that is shown as it is sent. What is read meanwhile may take it back: then the echo is heard. @param {number} id */
function shownAlready(id) {
  const before = stillness();
  return (/** @type {Headers} */ headers) => {
    if (stillness() === before) echoes.add(`${operationOf(headers)} ${id}`);
  };
}

export const nameOf = (/** @type {Block} */ block) => block.task?.name ?? t("grid.hidden");
export const path = (/** @type {Block} */ block) => `${here.value}/tasks/${block.task_id}/time-blocks/${block.id}`;
let unsaved = 0;
/** What was planned last, to be brought in sight. @type {import("../vendor/preact.js").Signal<number>} */
export const arrived = signal(0);

/**
 * Plans a task.
 * @param {any} task @param {number} start milliseconds @param {number} duration seconds @param {boolean} [undoable]
 * @returns {Promise<Block | null>}
 */
export async function plan(task, start, duration, undoable = true) {
  /** @type {Block} */
  const draft = { id: --unsaved, task_id: task.id, start, duration, done: false, task };
  show(draft);
  try {
    const raw = await post(`${here.value}/tasks/${task.id}/time-blocks`, { start: rfc3339(start), duration, ...outward() });
    const block = { ...blockOf(raw), task };
    batch(() => {
      hide(draft.id);
      show(block);
      arrived.value = block.id;
    });
    if (undoable) remember(() => takeOff(block, false), t("did.planned", { name: task.name }), `task-${task.id}`);
    return block;
  } catch (error) {
    hide(draft.id);
    tellError(error);
    readTasks(); // it is still to plan
    return null;
  }
}

/**
 * Only what is another than in `block` is changed: whoever moves it leaves alone what somebody else did to its length.
 * @param {Block} block as it was taken @param {number} start milliseconds @param {number} duration seconds @param {boolean} [undoable]
 * @returns {Promise<boolean>} whether it lies there
 */
export async function move(block, start, duration, undoable = true) {
  if (start === block.start && duration === block.duration) return true;
  const before = blocks.value.get(block.id) ?? block;
  const of = (/** @type {{start: number, duration: number}} */ one) => ({
    ...(start !== block.start && { start: one.start }),
    ...(duration !== block.duration && { duration: one.duration }),
  });
  const onWire = (/** @type {{start?: number}} */ fields) => (fields.start === undefined ? fields : { ...fields, start: rfc3339(fields.start) });
  show({ ...before, ...of({ start, duration }) });
  try {
    await call("PATCH", path(block), { body: { ...onWire(of({ start, duration })), ...outward() }, onHeaders: shownAlready(block.id) });
    if (!undoable) return true;
    const word = start !== block.start ? "did.moved" : duration > block.duration ? "did.lengthened" : "did.shortened";
    remember(async () => {
      await patch(path(block), { ...onWire(of(before)), ...outward() });
      show({ ...(blocks.value.get(block.id) ?? before), ...of(before) });
    }, t(word, { name: nameOf(block) }), `block-${block.id}`);
    return true;
  } catch (error) {
    show(before);
    tellError(error);
    return false;
  }
}

/** @param {Block} block @param {boolean} done */
export async function complete(block, done) {
  show({ ...block, done });
  try {
    await patch(path(block), { completed: done });
    remember(async () => {
      await patch(path(block), { completed: !done });
      show({ ...block, done: !done });
    }, t(done ? "did.done" : "did.open", { name: nameOf(block) }), `block-${block.id}`);
  } catch (error) {
    show(block);
    tellError(error);
  }
}

/** @param {Block} block @param {boolean} [undoable] */
export async function takeOff(block, undoable = true) {
  hide(block.id);
  try {
    await remove(path(block), outward());
    if (undoable) {
      remember(async () => {
        await patch(`${path(block)}/restore`);
        if (outward().outbound_sync) await patch(path(block), outward());
        show(block);
      }, t("did.removed", { name: nameOf(block) }), `block-${block.id}`);
    }
  } catch (error) {
    show(block);
    tellError(error);
  }
}

/**
 * The next stretch of these days, from now on, in working hours, that is free for this long.
 * @param {number} duration seconds @param {string[]} [among] @param {Block[]} [known] blocks beside those that are known here
 * @returns {number | null} milliseconds
 */
export function nextFree(duration, among = days.value, known = []) {
  const step = 15 * 60_000;
  const from = Math.ceil(Date.now() / step) * step;
  const taken = [...blocks.value.values(), ...known].sort((a, b) => a.start - b.start);
  for (const day of among) {
    if (weekday(day) % 6 === 0 && among.length > 1) continue;
    const end = instant(day, dayEnds.value, zone.value);
    let at = Math.max(from, instant(day, dayBegins.value, zone.value));
    for (const block of taken) {
      if (block.start < at + duration * 1000 && block.start + block.duration * 1000 > at) at = block.start + block.duration * 1000;
    }
    if (at + duration * 1000 <= end) return at;
  }
  return null;
}
