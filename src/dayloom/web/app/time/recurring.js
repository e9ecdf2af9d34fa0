// A recurrence rule in words: "Every 2 weeks on Mon, Fri, until 5 March 2027".

import { language } from "../store/preferences.js";
import { t } from "../words/words.js";
import { addDays } from "./zone.js";

const MONDAY = "2024-01-01";
const NTH = /** @type {Record<number, import("../words/words.js").Word>} */ ({
  1: "recur.first", 2: "recur.second", 3: "recur.third", 4: "recur.fourth", 5: "recur.fifth", "-1": "recur.last",
});

const said = (/** @type {string} */ day, /** @type {Intl.DateTimeFormatOptions} */ how) =>
  new Intl.DateTimeFormat(language.value, { timeZone: "UTC", ...how }).format(new Date(`${day}T00:00:00Z`));

/** @param {number} day from 0 = Monday @param {"short" | "long"} [length] */
export const weekday = (day, length = "short") => said(addDays(MONDAY, day), { weekday: length });
/** "first", "last"; null for what has no word. @param {number} nth */
export const nthWord = (nth) => (NTH[nth] ? t(NTH[nth]) : null);
export const dateWithYear = (/** @type {string} */ day) => said(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" });

const counted = (/** @type {number} */ nth, /** @type {number} */ day) => t("recur.nth", { nth: nthWord(nth) ?? `${nth}.`, weekday: weekday(day, "long") });

/** @param {import("./recurrence.js").Rule} rule */
function onDays(rule) {
  const { frequency, days, monthDays, months, positions } = rule;
  if (frequency === "YEARLY" && months.length === 1 && monthDays.length === 1 && !days.length) {
    return said(`2024-${String(months[0]).padStart(2, "0")}-${String(Math.max(1, monthDays[0])).padStart(2, "0")}`, { day: "numeric", month: "long" });
  }
  const inMonths = months.map((month) => said(`2024-${String(month).padStart(2, "0")}-01`, { month: "long" })).join(", ");
  const byWeekday = days.map(({ nth, day }) => (nth || positions.length ? counted(nth || positions[0], day) : weekday(day)));
  const byDay = monthDays.map((day) => (day === -1 ? t("recur.lastDay") : t("recur.day", { number: day })));
  return [...byDay, ...byWeekday, inMonths].filter(Boolean).join(", ");
}

/** @param {import("./recurrence.js").Rule | null} rule null: one that the app does not know */
export function inWords(rule) {
  if (!rule) return t("recur.own");
  const { frequency, interval, days, count, until } = rule;
  const workdays = frequency === "WEEKLY" && interval === 1 && days.map(({ day }) => day).sort().join() === "0,1,2,3,4";
  const kind = /** @type {"daily"} */ (frequency.toLowerCase());
  const every = interval === 1 ? t(`recur.every.${kind}`) : t(`recur.each.${kind}`, { count: interval });
  const on = workdays ? "" : onDays(rule);
  const text = workdays ? t("recur.weekdays") : on ? t("recur.on", { every, days: on }) : every;
  if (until) return t("recur.until", { text, day: dateWithYear(until) });
  return count ? t("recur.times", { text, count }) : text;
}
