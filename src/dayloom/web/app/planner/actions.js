// What is asked about a block, where it lies in words, and the way to its menu.

import { signal } from "../vendor/preact.js";
import { tell } from "../store/notes.js";
import { zone } from "../store/session.js";
import { clockTime, fullDate } from "../time/format.js";
import { addDays, wall } from "../time/zone.js";
import { openMenu } from "../ui/menu.js";
import { t } from "../words/words.js";

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

/** The tracked piece that is changed. @type {import("../vendor/preact.js").Signal<import("../store/calendar.js").Entry | null>} */
export const edited = signal(null);

/** @param {string} name @param {number} start milliseconds @param {number} seconds @param {Asked["act"]} act */
export function askWhen(name, start, seconds, act) {
  const at = wall(start, zone.value);
  asked.value = { name, day: at.day, from: at.minutes, minutes: seconds / 60, act };
}

/**
 * From when to when something lies, in words: over midnight with the day of its end.
 * @param {"grid.moved" | "grid.block"} word @param {string} name @param {number} start milliseconds @param {number} seconds
 */
export function placed(word, name, start, seconds) {
  const from = wall(start, zone.value);
  const to = wall(start + seconds * 1000, zone.value);
  const words = { name, day: fullDate(from.day), from: clockTime(from.minutes), to: clockTime(to.minutes), end: fullDate(to.day) };
  const over = to.day !== from.day && (to.minutes > 0 || to.day !== addDays(from.day, 1));
  return t(over ? /** @type {const} */ (`${word}.over`) : word, words);
}

/** Where a block lies, in words. @param {import("../store/calendar.js").Block} block @param {number} [start] @param {number} [seconds] */
export const lies = (block, start = block.start, seconds = block.duration) => placed("grid.moved", block.task?.name ?? t("grid.hidden"), start, seconds);

/** Goes back to a block; where its day is not on show, to the calendar. @param {number} id */
export const focusBlock = (id) =>
  requestAnimationFrame(() => (document.getElementById(`block-${id}`) ?? document.getElementById("planner"))?.focus());

/** Opens its menu. @param {number} x @param {number} y @param {import("../store/calendar.js").Block} block */
export const showMenu = (x, y, block) =>
  import("./block-menu.js").then((part) => openMenu(x, y, part.blockMenu(block)), () => tell(t("error.offline"), { bad: true }));
