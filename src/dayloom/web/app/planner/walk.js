// Going from block to block by keys. The calendar is one stop of Tab: the block that had the focus last, or the first that is
// not over yet.

import { computed, signal } from "../vendor/preact.js";
import { blocks, entries } from "../store/calendar.js";
import { zone } from "../store/session.js";
import { days, look, now } from "../store/shown.js";
import { wall } from "../time/zone.js";

/** The block that had the focus last. */
export const last = signal(0);

/** The blocks that begin on the days on show, earliest first. */
const inOrder = computed(() =>
  [...blocks.value.values()].filter((block) => days.value.includes(wall(block.start, zone.value).day)).sort((a, b) => a.start - b.start || a.id - b.id),
);

/** The block that Tab comes to; 0 where there is none. */
export const stop = computed(() => {
  const all = inOrder.value;
  if (all.some((block) => block.id === last.value)) return last.value;
  return (all.find((block) => block.start + block.duration * 1000 > now.value) ?? all[all.length - 1])?.id ?? 0;
});
export const isEmpty = computed(() => stop.value === 0);

/** @param {number} id */
export const focusOn = (id) => document.getElementById(`block-${id}`)?.focus();

/** The focus on the calendar: on its stop, or where it has none on what scrolls. */
export function focusCalendar() {
  const found = document.querySelector(".block.planned[tabindex='0'], .month-day[tabindex='0']") ?? document.querySelector(".grid-scroll");
  /** @type {HTMLElement | null} */ (found)?.focus();
}

/** Shows so many days, with the block that has the focus on them and in hand. @param {string} as */
export function lookFrom(as) {
  const block = blocks.value.get(Number(document.activeElement?.id.replace("block-", "")));
  look(as, block && wall(block.start, zone.value).day);
  if (block) requestAnimationFrame(() => focusOn(block.id));
}

/** The tracked piece that had the focus last. They are a stop of Tab of their own, gone through by the arrows. */
export const lastTracked = signal(0);
const trackedInOrder = computed(() => [...entries.value.values()].sort((a, b) => a.start - b.start || a.id - b.id).map((entry) => entry.id));
export const trackedStop = computed(() => (trackedInOrder.value.includes(lastTracked.value) ? lastTracked.value : (trackedInOrder.value[0] ?? 0)));

/** The focus on the next tracked piece that way; some are drawn as one. @param {number} id @param {number} step */
export function alongTracked(id, step) {
  const all = trackedInOrder.value;
  let [at, found] = [all.indexOf(id) + step, /** @type {HTMLElement | null} */ (null)];
  for (; all[at] && !found; at += step) found = document.getElementById(`entry-${all[at]}`);
  found?.focus();
}

/** The block so many steps later or earlier. @param {number} id @param {number} step @returns {number | undefined} */
export function along(id, step) {
  const all = inOrder.value;
  return all[all.findIndex((block) => block.id === id) + step]?.id;
}

/** Of the next day that way that has any, the block nearest to the same hour. @param {import("../store/calendar.js").Block} block @param {number} side 1 later, -1 earlier */
export function beside(block, side) {
  const from = wall(block.start, zone.value);
  const others = inOrder.value.map(({ id, start }) => ({ id, ...wall(start, zone.value) })).filter(({ day }) => (side > 0 ? day > from.day : day < from.day));
  const day = (side > 0 ? others[0] : others[others.length - 1])?.day;
  const far = (/** @type {{minutes: number}} */ one) => Math.abs(one.minutes - from.minutes);
  return others.filter((one) => one.day === day).sort((a, b) => far(a) - far(b))[0]?.id;
}
