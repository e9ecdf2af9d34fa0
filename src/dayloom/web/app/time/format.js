// Durations, days and clock times as people read them, in the language and clock of the person.

import { computed } from "../vendor/preact.js";
import { language } from "../store/preferences.js";
import { clock } from "../store/session.js";
import { together } from "../ui/direction.js";
import { MINUTE } from "./zone.js";

const utc = { timeZone: "UTC" };
const formats = computed(() => {
  const make = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
    new Intl.DateTimeFormat(language.value, { ...utc, ...options });
  // "07:00" in every language, as the browser's own boxes have it.
  /** @type {Intl.DateTimeFormatOptions} */
  const hours = clock.value === 24 ? { hour: "2-digit", hourCycle: "h23" } : { hour: "numeric", hourCycle: "h12" };
  return {
    clock: make({ ...hours, minute: "2-digit" }),
    hour: make({ ...hours, minute: clock.value === 24 ? "2-digit" : undefined }),
    weekday: make({ weekday: "short" }),
    date: make({ day: "numeric", month: "short" }),
    full: make({ weekday: "long", day: "numeric", month: "long" }),
    range: make({ day: "numeric", month: "long" }),
    month: make({ month: "long", year: "numeric" }),
    shortMonth: make({ month: "short" }),
  };
});

const asDate = (/** @type {string} */ day) => new Date(`${day}T00:00:00Z`);

/** "09:30". @param {number} minutes since midnight */
export function clockTime(minutes) {
  return together(formats.value.clock.format(new Date((minutes % 1440) * MINUTE)));
}

/** "09:00", for the grid's margin. @param {number} hour */
export function hourLabel(hour) {
  return together(formats.value.hour.format(new Date(hour * 60 * MINUTE)));
}

export const weekdayName = (/** @type {string} */ day) => formats.value.weekday.format(asDate(day));
export const shortDate = (/** @type {string} */ day) => together(formats.value.date.format(asDate(day)));
export const fullDate = (/** @type {string} */ day) => together(formats.value.full.format(asDate(day)));
export const monthName = (/** @type {string} */ day) => formats.value.month.format(asDate(day));
export const shortMonth = (/** @type {string} */ day) => formats.value.shortMonth.format(asDate(day));
export const dayNumber = (/** @type {string} */ day) => String(Number(day.slice(8)));

/** "16 – 20 November". @param {string} first @param {string} last */
export function dateRange(first, last) {
  return together(formats.value.range.formatRange(asDate(first), asDate(last)));
}

/** Seconds as they are said, wherever a length stands: the nearest whole minute, below one the seconds. @param {number} seconds */
export const rounded = (seconds) => (Math.abs(seconds) < 60 ? Math.trunc(seconds) : Math.sign(seconds) * Math.round(Math.abs(seconds) / 60) * 60);

/** "1 h 30", "45 m"; below a minute "40 s", which nobody takes for nothing. @param {number} seconds */
export function duration(seconds) {
  if (seconds && Math.abs(seconds) < 60) return spent(seconds);
  const minutes = rounded(seconds) / 60;
  const hours = Math.trunc(minutes / 60);
  const rest = Math.abs(minutes % 60);
  // With spaces that do not break: a figure stays on one line.
  if (!hours) return together(`${minutes}\u00a0m`);
  return together(rest ? `${hours}\u00a0h\u00a0${String(rest).padStart(2, "0")}` : `${hours}\u00a0h`);
}

/** The same of an entry: one of no length has its unit too. @param {number} seconds */
export const spent = (seconds) => (Math.abs(seconds) < 60 ? together(`${Math.trunc(seconds)}\u00a0s`) : duration(seconds));

/** The two as they stand side by side everywhere: "6 h / 5 h 30". @param {number} planned @param {number} tracked seconds */
export const sideBySide = (planned, tracked) => [planned, tracked].map((seconds) => (seconds ? duration(seconds) : "–")).join(" / ");

/** "1:30", where there is no room; "40 s" as well. @param {number} seconds */
export const compact = (seconds) => (seconds < 60 ? spent(seconds) : ticking(rounded(seconds)));

/** The same of what runs: the minutes of the stopwatch. @param {number} seconds */
export const ticking = (seconds) => stopwatch(seconds).slice(0, -3);

/** "0:42:17", for something that runs. @param {number} seconds */
export function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
