// What can be done with a block from its menu; each has a key or a drag as well.

import { signal } from "../vendor/preact.js";
import { tell } from "../store/notes.js";
import { complete, logAsPlanned, move, plan, takeOff } from "../store/planning.js";
import { zone } from "../store/session.js";
import { open } from "../store/task.js";
import { start } from "../store/timer.js";
import { clockTime, fullDate } from "../time/format.js";
import { wall } from "../time/zone.js";
import { t } from "../words/words.js";

const QUARTER = 15 * 60;

/**
 * The block whose day and hours are typed.
 * @typedef {object} Asked
 * @property {string} name
 * @property {string} day
 * @property {number} from wall minutes
 * @property {number} minutes how long
 * @property {(start: number, seconds: number) => unknown} act
 */
/** @type {import("../vendor/preact.js").Signal<Asked | null>} */
export const asked = signal(null);

/** @param {string} name @param {number} start milliseconds @param {number} seconds @param {Asked["act"]} act */
export function askWhen(name, start, seconds, act) {
  const at = wall(start, zone.value);
  asked.value = { name, day: at.day, from: at.minutes, minutes: seconds / 60, act };
}

/** Where a block lies now, in words. @param {import("../store/calendar.js").Block} block @param {number} start @param {number} seconds */
export function placed(block, start, seconds) {
  const { day, minutes } = wall(start, zone.value);
  return t("grid.moved", { name: block.task?.name ?? "", day: fullDate(day), from: clockTime(minutes), to: clockTime(minutes + seconds / 60) });
}

/** Goes back to a block; where its day is not on show, to the calendar. @param {number} id */
export const focusBlock = (id) =>
  requestAnimationFrame(() => (document.getElementById(`block-${id}`) ?? document.getElementById("planner"))?.focus());

/** Moves a block to where it was typed to. @param {import("../store/calendar.js").Block} block @param {number} start @param {number} seconds */
async function moveTo(block, start, seconds) {
  const moved = move(block, start, seconds);
  focusBlock(block.id);
  if (await moved) tell(placed(block, start, seconds));
}

/** @param {import("../store/calendar.js").Block} block */
export function blockMenu(block) {
  const half = Math.max(QUARTER, Math.round(block.duration / 2 / QUARTER) * QUARTER);
  const split = async () => {
    await move(block, block.start, half);
    await plan(block.task, block.start + half * 1000, block.duration - half);
  };
  const copy = () => plan(block.task, block.start + block.duration * 1000, block.duration);
  return [
    { label: t("block.open.task"), act: () => open(block.task_id), off: !block.task },
    { label: block.done ? t("block.open") : t("block.done"), act: () => complete(block, !block.done) },
    { label: t("block.when"), act: () => askWhen(block.task?.name ?? t("grid.hidden"), block.start, block.duration, (start, seconds) => moveTo(block, start, seconds)) },
    { label: t("block.track"), act: () => start(block.task), off: !block.task },
    { label: t("block.log"), act: () => logAsPlanned(block) },
    { label: t("block.duplicate"), act: copy, off: !block.task },
    { label: t("block.split"), act: split, off: !block.task || block.duration < 2 * QUARTER },
    { label: t("block.remove"), act: () => takeOff(block) },
  ];
}
