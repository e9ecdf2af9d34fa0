// What can be done with a block from its menu; each has a key or a drag as well.

import { signal } from "../vendor/preact.js";
import { complete, logAsPlanned, move, plan, takeOff } from "../store/planning.js";
import { zone } from "../store/session.js";
import { open } from "../store/task.js";
import { start } from "../store/timer.js";
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
    { label: t("block.when"), act: () => askWhen(block.task?.name ?? t("grid.hidden"), block.start, block.duration, (start, seconds) => move(block, start, seconds)) },
    { label: t("block.track"), act: () => start(block.task), off: !block.task },
    { label: t("block.log"), act: () => logAsPlanned(block) },
    { label: t("block.duplicate"), act: copy, off: !block.task },
    { label: t("block.split"), act: split, off: !block.task || block.duration < 2 * QUARTER },
    { label: t("block.remove"), act: () => takeOff(block) },
  ];
}
