// What is done to a block from its menu and is more than one write, or needs a word of its own. Fetched when somebody does it.

import { patch, post, remove } from "../api/client.js";
import { rfc3339 } from "../time/zone.js";
import { t } from "../words/words.js";
import { entries, entryOf } from "./calendar.js";
import { tell, tellError } from "./notes.js";
import { outward } from "./outbound.js";
import { hide, move, nameOf, path, plan, show } from "./planning.js";
import { here } from "./session.js";
import { remember, undo } from "./undo.js";

/** @typedef {import("./calendar.js").Block} Block */

/**
 * Makes two of one: the first keeps so much of it. One step, which is taken back as one.
 * @param {Block} block @param {number} seconds
 */
export async function split(block, seconds) {
  if (!(await move(block, block.start, seconds, false))) return;
  const whole = async () => {
    await patch(path(block), { duration: block.duration, ...outward() });
    show(block);
  };
  const second = await plan(block.task, block.start + seconds * 1000, block.duration - seconds, false);
  if (!second) {
    await whole().catch(tellError);
    return;
  }
  const revert = async () => {
    await remove(path(second), outward());
    hide(second.id);
    await whole();
  };
  remember(revert, t("did.split", { name: nameOf(block) }), `block-${block.id}`);
}

/** Tracks what was planned, and says so. @param {Block} block @param {string} when in words */
export async function record(block, when) {
  const body = { start: rfc3339(block.start), duration: block.duration, time_block_id: block.id };
  try {
    const raw = await post(`${here.value}/tasks/${block.task_id}/time-entries`, body);
    const entry = { ...entryOf(raw), task: block.task, project: block.task?.project ?? null };
    entries.value = new Map(entries.value).set(entry.id, entry);
    const revert = async () => {
      await remove(`${here.value}/time-entries/${entry.id}`);
      const left = new Map(entries.value);
      left.delete(entry.id);
      entries.value = left;
    };
    remember(revert, t("did.logged", { name: nameOf(block) }), `block-${block.id}`);
    tell(t("block.logged", { when }), { undo: () => undo(revert) });
  } catch (error) {
    tellError(error);
  }
}
