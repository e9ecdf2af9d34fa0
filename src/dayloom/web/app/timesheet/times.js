// When an entry was and how long, as its line says it; and what is odd about that, though it is kept so.

import { entries } from "../store/entries-week.js";
import { tell } from "../store/notes.js";
import { zone } from "../store/session.js";
import { now } from "../store/shown.js";
import { clockTime } from "../time/format.js";
import { MINUTE, wall } from "../time/zone.js";
import { t } from "../words/words.js";

/** @typedef {import("../store/entries-week.js").Entry} Entry */

/** What an entry is called. @param {Entry} entry */
export const titleOf = (entry) =>
  entry.description || entry.task?.name || (entry.type === "break" ? t("entries.break") : t("timer.noTask"));

/** Seconds, also of what runs. @param {Entry} entry */
export const lengthOf = (entry) =>
  entry.duration ?? Math.max(0, Math.floor((Math.max(now.value, Date.now()) - /** @type {number} */ (entry.start)) / 1000));

/** How long they are together; breaks do not count. @param {Entry[]} of */
export const tracked = (of) => of.reduce((sum, one) => sum + (one.type === "break" ? 0 : lengthOf(one)), 0);

export const endOf = (/** @type {Entry} */ entry) => /** @type {number} */ (entry.start) + lengthOf(entry) * 1000;

export const clockOf = (/** @type {number} */ at) => clockTime(wall(at, zone.value).minutes);
/** By whole minutes, as they are shown: what follows at once lies over nothing. */
const minute = (/** @type {number} */ at) => Math.floor(at / MINUTE);

const liesOver = (/** @type {Entry} */ entry) => (/** @type {Entry} */ other) =>
  other.id !== entry.id &&
  other.start !== null &&
  minute(other.start) < minute(endOf(entry)) &&
  minute(endOf(other)) > minute(/** @type {number} */ (entry.start));

/** Whether it ends in the future. @param {Entry} entry */
export const isAhead = (entry) => minute(endOf(entry)) > minute(Date.now());

/** Tells what is odd about times that were given just now: nobody is kept from it. @param {Entry} entry with these times @param {boolean} [asked] whether that it ends in the future is known */
export function doubt(entry, asked = false) {
  if (entry.start === null || entry.duration === null) return;
  const name = titleOf(entry);
  if (!asked && isAhead(entry)) tell(t("entries.ahead", { name, to: clockOf(endOf(entry)) }), { bad: true });
  const other = entries.value?.find(liesOver(entry));
  if (!other) return;
  const words = { name, other: titleOf(other), from: clockOf(/** @type {number} */ (other.start)), to: clockOf(endOf(other)) };
  tell(t("entries.overlaps", words), { bad: true });
}
