// The stretch of time that a report is about, as its address says: a week, month, quarter or year, or from a day to a day. Pure.

import { addDays, startOfWeek } from "../time/zone.js";

export const SPANS = /** @type {const} */ (["week", "month", "quarter", "year", "custom"]);
/** As many days as the API adds up at once. */
export const MOST_DAYS = 366;

/** @typedef {{kind: typeof SPANS[number], first: string, last: string}} Period both days inclusive */

/** Whether it is a day that exists. @param {string | undefined} day */
export function isDay(day) {
  return /^\d{4}-\d\d-\d\d$/.test(day ?? "") && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
}

/** The first day of the month so many months later. @param {string} day @param {number} by */
function month(day, by = 0) {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 10);
}

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

/**
 * @param {Record<string, string>} asked the parts of the address: `from` and `to`, or `span` and `day`
 * @param {string} now today @param {number} firstDay of the week
 * @returns {Period}
 */
export function periodOf(asked, now, firstDay) {
  if (isDay(asked.from) && isDay(asked.to) && asked.from <= asked.to) {
    const end = addDays(asked.from, MOST_DAYS - 1);
    return { kind: "custom", first: asked.from, last: asked.to < end ? asked.to : end };
  }
  const day = isDay(asked.day) ? asked.day : now;
  const length = MONTHS[/** @type {keyof typeof MONTHS} */ (asked.span)];
  if (!length) {
    const first = startOfWeek(day, firstDay);
    return { kind: "week", first, last: addDays(first, 6) };
  }
  const first = month(day, -((Number(day.slice(5, 7)) - 1) % length));
  return { kind: /** @type {Period["kind"]} */ (asked.span), first, last: addDays(month(first, length), -1) };
}

/** What the address says of the period before or after. @param {Period} period @param {1 | -1} by */
export function turned({ kind, first, last }, by) {
  if (kind !== "custom") return { day: addDays(by > 0 ? last : first, by) };
  const step = by * daysBetween(first, last);
  return { from: addDays(first, step), to: addDays(last, step) };
}

/**
 * Days in bars that are not too many: as they are, or by weeks or months.
 * @template {{date: string, planned: number, tracked: number}} Day
 * @param {Day[]} days @param {number} firstDay
 */
export function bars(days, firstDay) {
  const unit = days.length > 92 ? "month" : days.length > 31 ? "week" : "day";
  /** @type {Map<string, {first: string, last: string, planned: number, tracked: number}>} */
  const found = new Map();
  for (const { date, planned, tracked } of days) {
    const key = { day: date, week: startOfWeek(date, firstDay), month: date.slice(0, 7) }[unit];
    const bar = found.get(key) ?? { first: date, last: date, planned: 0, tracked: 0 };
    found.set(key, { ...bar, last: date, planned: bar.planned + planned, tracked: bar.tracked + tracked });
  }
  return { unit: /** @type {"day" | "week" | "month"} */ (unit), bars: [...found.values()] };
}
