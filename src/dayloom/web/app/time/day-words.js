// The day that somebody means: "tomorrow", "next week", "fri", "24 Nov", "24.11.", in English, in German, and with the
// names of days and months of the language in use. Pure.

import { addDays, addMonths, startOfWeek, weekday } from "./zone.js";

/** @typedef {{today: string, firstDay: number, language: string}} Known */

/** Days from today, which has a command of its own. */
const NEAR = {
  tomorrow: 1, morgen: 1, yesterday: -1, gestern: -1,
  "day after tomorrow": 2, übermorgen: 2, "day before yesterday": -2, vorgestern: -2,
};
/** Weeks or months from this one; what stands before a weekday as well. */
const STEPS = { this: 0, diese: 0, next: 1, nächste: 1, kommende: 1, last: -1, letzte: -1, vorige: -1 };
const WEEKS = ["week", "woche"];
const MONTHS = ["month", "monat"];
/** From so many letters on, the beginning of a word is enough. */
const ENOUGH = 3;
const HALF_A_YEAR = 183 * 86_400_000;

/** A Sunday, from which the names of days are read. */
const SUNDAY = "2023-01-01";

/** @type {Map<string, {days: [string, number][], months: [string, number][]}>} */
const read = new Map();

/** Names in small letters with their number, in these languages. @param {string} language */
function names(language) {
  let found = read.get(language);
  if (!found) {
    const of = (/** @type {Intl.DateTimeFormatOptions} */ how, /** @type {string[]} */ days) =>
      [...new Set([language, "en", "de"])].flatMap((one) => {
        const format = new Intl.DateTimeFormat(one, { timeZone: "UTC", ...how });
        return days.map((day, at) => /** @type {[string, number]} */ ([format.format(new Date(day)).toLowerCase(), at]));
      });
    const days = Array.from({ length: 7 }, (_, at) => addDays(SUNDAY, at));
    const months = Array.from({ length: 12 }, (_, at) => addMonths(SUNDAY, at));
    found = {
      days: [...of({ weekday: "long" }, days), ...of({ weekday: "short" }, days).map(plain)],
      months: [...of({ month: "long" }, months), ...of({ month: "short" }, months).map(plain)],
    };
    read.set(language, found);
  }
  return found;
}

/** Short names without the dot that some languages put. @param {[string, number]} name @returns {[string, number]} */
const plain = ([name, at]) => [name.replace(/\.$/, ""), at];

/** The number of a name, whole or begun. @param {string} word @param {[string, number][]} of */
function numberOf(word, of) {
  const name = word.replace(/\.$/, "");
  return (of.find(([one]) => one === name) ?? (name.length >= ENOUGH ? of.find(([one]) => one.startsWith(name)) : undefined))?.[1];
}

/** A day of a month, which there has to be; without a year the one nearest to today. @param {number} number @param {number} month from 0 @param {string | undefined} year @param {string} today */
function dated(number, month, year, today) {
  const make = (/** @type {number} */ of) => {
    const at = new Date(Date.UTC(of, month, number));
    return at.getUTCMonth() === month && at.getUTCDate() === number ? at.toISOString().slice(0, 10) : null;
  };
  if (year) return make(Number(year.length === 2 ? `20${year}` : year));
  const now = Number(today.slice(0, 4));
  const far = (/** @type {string} */ day) => Math.abs(Date.parse(day) - Date.parse(today));
  const found = [now, now + 1, now - 1].map(make).filter((day) => day !== null);
  return found.find((day) => far(day) <= HALF_A_YEAR) ?? found[0] ?? null;
}

/** Such a date that is not over: without a year the next one. @param {string} text in small letters @param {Pick<Known, "today" | "language">} known */
export function comingDate(text, known) {
  const day = date(text, known);
  if (!day || day >= known.today || /\d{4}/.test(text)) return day;
  const year = Number(day.slice(0, 4)) + 1;
  return date(`${year}${day.slice(4)}`, known);
}

/** "24 nov", "nov 24", "24. november 2026", "24.11.", "2026-11-24". @param {string} text @param {Pick<Known, "today" | "language">} known */
function date(text, { today, language }) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dated(Number(iso[3]), Number(iso[2]) - 1, iso[1], today);
  const dots = /^(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4}|\d{2})?$/.exec(text);
  if (dots) return dated(Number(dots[1]), Number(dots[2]) - 1, dots[3], today);
  const before = /^(\d{1,2})(?:\.|st|nd|rd|th)?\s?(\p{L}+\.?),?(?:\s(\d{4}))?$/u.exec(text);
  const after = /^(\p{L}+\.?)\s?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4}))?$/u.exec(text);
  const [number, name, year] = before ? before.slice(1) : after ? [after[2], after[1], after[3]] : [];
  const month = name ? numberOf(name, names(language).months) : undefined;
  return month === undefined ? null : dated(Number(number), month, year, today);
}

/** "next week", "last fri", "nächsten Monat". @param {string} text @param {Known} known */
function stepped(text, { today, firstDay, language }) {
  const [, word, of] = /^(\p{L}+)\s+(\p{L}+)$/u.exec(text) ?? [];
  const step = STEPS[/** @type {keyof typeof STEPS} */ (word?.replace(/(?<=e)[nr]$/, ""))];
  if (step === undefined) return null;
  const begun = (/** @type {string[]} */ words) => words.some((one) => one === of || (of.length >= ENOUGH && one.startsWith(of)));
  if (begun(WEEKS)) return addDays(startOfWeek(today, firstDay), 7 * step);
  if (begun(MONTHS)) return addMonths(today, step);
  const number = numberOf(of, names(language).days);
  if (number === undefined) return null;
  return step < 0 ? addDays(today, -((weekday(today) - number + 6) % 7) - 1) : coming(number, today);
}

/** The next such weekday: its own name means in a week. @param {number} number @param {string} today */
const coming = (number, today) => addDays(today, ((number - weekday(today) + 6) % 7) + 1);

/**
 * The days that a text means, or may come to mean as it is typed on (not `whole`).
 * @param {string} text in small letters @param {Known} known @returns {{day: string, whole: boolean}[]}
 */
export function daysMeant(text, known) {
  if (text.length < (known.language.startsWith("de") ? 2 : ENOUGH)) return []; // "so" is a word in English
  const said = text.replace(/\s+/g, " ");
  const { days } = names(known.language);
  const near = NEAR[/** @type {keyof typeof NEAR} */ (said)];
  const named = days.find(([name]) => name === said.replace(/\.$/, ""))?.[1];
  const whole = near !== undefined ? addDays(known.today, near) : named !== undefined ? coming(named, known.today) : (date(said, known) ?? stepped(said, known));
  if (whole) return [{ day: whole, whole: true }];
  if (said.length < ENOUGH) return [];
  const begun = [
    ...Object.entries(NEAR).filter(([word]) => word.startsWith(said)).map(([, step]) => addDays(known.today, step)),
    ...["next week", "last week", "nächste woche", "letzte woche"].filter((one) => one.startsWith(said)).map((one) => stepped(one, known)),
    ...days.filter(([name]) => name.startsWith(said)).map(([, number]) => coming(number, known.today)),
  ];
  return [...new Set(begun)].map((day) => ({ day: /** @type {string} */ (day), whole: false }));
}
