// What can be done with a block from its menu; each has a key or a drag as well. Fetched when a menu is opened first.

import { record, split } from "../store/block-change.js";
import { tell } from "../store/notes.js";
import { open } from "../store/place.js";
import { complete, move, plan, takeOff } from "../store/planning.js";
import { start } from "../store/timer.js";
import { t } from "../words/words.js";
import { askWhen, focusBlock, lies } from "./actions.js";

const QUARTER = 15 * 60;

/** Moves a block to where it was typed to. @param {import("../store/calendar.js").Block} block @param {number} start @param {number} seconds */
async function moveTo(block, start, seconds) {
  const moved = move(block, start, seconds);
  focusBlock(block.id);
  if (await moved) tell(lies(block, start, seconds));
}

/** @param {import("../store/calendar.js").Block} block */
export function blockMenu(block) {
  const half = Math.max(QUARTER, Math.round(block.duration / 2 / QUARTER) * QUARTER);
  const copy = () => plan(block.task, block.start + block.duration * 1000, block.duration);
  return [
    { label: t("block.open.task"), act: () => open(block.task_id), off: !block.task },
    { label: block.done ? t("block.open") : t("block.done"), act: () => complete(block, !block.done), key: "D" },
    { label: t("block.when"), act: () => askWhen(block.task?.name ?? t("grid.hidden"), block.start, block.duration, (start, seconds) => moveTo(block, start, seconds)) },
    { label: t("block.track"), act: () => start(block.task), off: !block.task },
    // What is still ahead nobody has done.
    ...(block.start < Date.now() ? [{ label: t("block.log"), act: () => record(block, lies(block)) }] : []),
    { label: t("block.duplicate"), act: copy, off: !block.task },
    { label: t("block.split"), act: () => split(block, half), off: !block.task || block.duration < 2 * QUARTER },
    { label: t("block.remove"), act: () => takeOff(block), key: "Delete" },
  ];
}
