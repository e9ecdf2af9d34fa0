// Recurrence rules of whole days (RFC 5545), as far as the app writes them: read, written, and their next days. Pure: the
// server decides, this shows what it will do.

import { DAY, wall } from "./zone.js";

export const WEEKDAYS = /** @type {const} */ (["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
/** @typedef {"DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY"} Frequency */
/**
 * @typedef {object} Rule
 * @property {Frequency} frequency
 * @property {number} interval
 * @property {number | null} count
 * @property {string | null} until the last day
 * @property {{nth: number, day: number}[]} days weekdays from 0 = Monday; `nth` 0: every one
 * @property {number[]} monthDays
 * @property {number[]} months
 * @property {number[]} positions
 * @property {number} weekStart
 */

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
/** So far a rule is walked, whatever it says. */
const MOST_DAYS = 40_000;

const numbers = (/** @type {string | undefined} */ text) => (text ? text.split(",").map(Number) : []);

function dayOf(/** @type {string} */ word) {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(word);
  return match && { nth: Number(match[1] ?? 0), day: WEEKDAYS.indexOf(/** @type {any} */ (match[2])) };
}

function untilOf(/** @type {string} */ text, /** @type {string} */ zone) {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  if (!text.endsWith("Z")) return day;
  return wall(Date.parse(`${day}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}Z`), zone).day;
}

/** The rule of a text; null where it says what the app does not know. @param {string} text @param {string} zone @returns {Rule | null} */
export function parse(text, zone) {
  const parts = Object.fromEntries(text.trim().toUpperCase().replace(/^RRULE:/, "").replace(/;$/, "").split(";").map((part) => part.split("=")));
  const { FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, ...others } = parts;
  const days = BYDAY ? BYDAY.split(",").map(dayOf) : [];
  if (!FREQUENCIES.includes(FREQ) || Object.keys(others).length || days.includes(null)) return null;
  return {
    frequency: FREQ,
    interval: Number(INTERVAL ?? 1),
    count: COUNT ? Number(COUNT) : null,
    until: UNTIL ? untilOf(UNTIL, zone) : null,
    days,
    monthDays: numbers(BYMONTHDAY),
    months: numbers(BYMONTH),
    positions: numbers(BYSETPOS),
    weekStart: Math.max(0, WEEKDAYS.indexOf(WKST)),
  };
}

/** The text of a rule. @param {Rule} rule */
export function write(rule) {
  const parts = [
    ["FREQ", rule.frequency],
    ["INTERVAL", rule.interval > 1 && rule.interval],
    ["BYMONTH", rule.months.join(",")],
    ["BYMONTHDAY", rule.monthDays.join(",")],
    ["BYDAY", rule.days.map(({ nth, day }) => `${nth || ""}${WEEKDAYS[day]}`).join(",")],
    ["BYSETPOS", rule.positions.join(",")],
    ["WKST", rule.weekStart > 0 && WEEKDAYS[rule.weekStart]],
    ["COUNT", rule.count],
    ["UNTIL", rule.until?.replaceAll("-", "")],
  ];
  return parts.filter(([, value]) => value).map((part) => part.join("=")).join(";");
}

const serial = (/** @type {string} */ day) => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayText = (/** @type {number} */ at) => new Date(at * DAY).toISOString().slice(0, 10);
/** From 0 = Monday. */
const weekdayOf = (/** @type {number} */ at) => (((at + 3) % 7) + 7) % 7;
const first = (/** @type {number} */ year, /** @type {number} */ month) => Date.UTC(year, month, 1) / DAY;

function parted(/** @type {number} */ at) {
  const date = new Date(at * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { year, month, place: date.getUTCDate(), length: first(year, month + 1) - first(year, month) };
}

/** Without a part that names days, the start names them. @param {Rule} rule @param {number} start @returns {Rule} */
function whole(rule, start) {
  if (rule.days.length || rule.monthDays.length || rule.frequency === "DAILY") return rule;
  if (rule.frequency === "WEEKLY") return { ...rule, days: [{ nth: 0, day: weekdayOf(start) }] };
  const { place, month } = parted(start);
  const months = rule.frequency === "YEARLY" && !rule.months.length ? [month + 1] : rule.months;
  return { ...rule, monthDays: [place], months };
}

/** The first day and the length of a period that the interval hits. @param {Rule} rule @param {number} start @param {number} step */
function period(rule, start, step) {
  const { year, month } = parted(start);
  if (rule.frequency === "DAILY") return [start + step, 1];
  if (rule.frequency === "WEEKLY") return [start - ((weekdayOf(start) - rule.weekStart + 7) % 7) + 7 * step, 7];
  if (rule.frequency === "MONTHLY") return [first(year, month + step), first(year, month + step + 1) - first(year, month + step)];
  return [first(year + step, 0), first(year + step + 1, 0) - first(year + step, 0)];
}

function passes(/** @type {Rule} */ rule, /** @type {number} */ at) {
  const { year, month, place, length } = parted(at);
  if (rule.months.length && !rule.months.includes(month + 1)) return false;
  if (rule.monthDays.length && !rule.monthDays.includes(place) && !rule.monthDays.includes(place - length - 1)) return false;
  if (!rule.days.length) return true;
  // A counted weekday counts inside the month, or inside the year where the rule names no months.
  const inMonth = rule.frequency === "MONTHLY" || rule.months.length > 0;
  const before = inMonth ? place - 1 : at - first(year, 0);
  const after = inMonth ? length - place : first(year + 1, 0) - at - 1;
  const nths = [0, Math.trunc(before / 7) + 1, -Math.trunc(after / 7) - 1];
  return rule.days.some(({ nth, day }) => day === weekdayOf(at) && nths.includes(nth));
}

function* found(/** @type {Rule} */ given, /** @type {number} */ start) {
  const rule = whole(given, start);
  for (let step = 0, seen = 0; seen < MOST_DAYS; step += rule.interval) {
    const [begin, length] = period(rule, start, step);
    seen += length;
    const days = Array.from({ length }, (_, offset) => begin + offset).filter((at) => passes(rule, at));
    const places = rule.positions.map((position) => (position > 0 ? position - 1 : days.length + position));
    yield* days.filter((at, place) => at >= start && (!places.length || places.includes(place)));
  }
}

/**
 * The days of a series from `from` on, at most so many. Its start is one whether or not it passes the rule, and is counted.
 * @param {Rule} rule @param {string} start @param {string} from @param {number} most
 */
export function nextDays(rule, start, from, most) {
  const begin = serial(start);
  const last = serial(rule.until ?? "9999-12-31");
  const days = [];
  let given = 0;
  const take = (/** @type {number} */ at) => {
    given += 1;
    if (at >= serial(from)) days.push(dayText(at));
  };
  take(begin);
  for (const at of found(rule, begin)) {
    if (days.length >= most || at > last || given >= (rule.count ?? Infinity)) break;
    if (at !== begin) take(at);
  }
  return days;
}
