// One line into a task: "Call the mill #wool +Loom !high 45m fri 10:00". Pure: what there is comes in as values. Whatever
// is not understood stays in the name, so nothing that was typed is lost.

import { parseClock, parseUnits } from "../time/lengths.js";
import { addDays, weekday } from "../time/zone.js";

/**
 * @typedef {object} Piece a recognised part of the text, for highlighting
 * @property {number} from
 * @property {number} to
 * @property {"tag" | "project" | "priority" | "duration" | "day" | "time"} kind
 */
/**
 * @typedef {object} Quick
 * @property {string} name
 * @property {string[]} tags names, existing or not
 * @property {any} project
 * @property {"none" | "low" | "medium" | "high"} priority
 * @property {number | null} minutes
 * @property {string | null} day
 * @property {number | null} time wall minutes
 * @property {Piece[]} pieces
 */

const PRIORITIES = {
  "!high": "high", "!medium": "medium", "!low": "low", "!1": "high", "!2": "medium", "!3": "low",
  "!hoch": "high", "!mittel": "medium", "!niedrig": "low",
};
const DAYS = {
  sun: 0, sunday: 0, mon: 1, monday: 1, tue: 2, tuesday: 2, wed: 3, wednesday: 3, thu: 4, thursday: 4, fri: 5, friday: 5, sat: 6, saturday: 6,
  so: 0, sonntag: 0, mo: 1, montag: 1, di: 2, dienstag: 2, mi: 3, mittwoch: 3, do: 4, donnerstag: 4, fr: 5, freitag: 5, sa: 6, samstag: 6,
};
const NEAR = { today: 0, heute: 0, tomorrow: 1, morgen: 1 };
/** German short names that are English words, or the other way round. */
const ONLY_GERMAN = new Set(["so", "mo", "di", "mi", "do", "fr", "sa"]);
/** A lone number is no time: "Chapter 4". */
const CLOCK = /^\d{1,2}(?::\d{2}(?:am|pm)?|am|pm)$/i;
const MOST_MINUTES = 24 * 60;

/**
 * @param {string} text
 * @param {{projects: any[], today: string, german: boolean}} known
 * @returns {Quick}
 */
export function understand(text, { projects, today, german }) {
  /** @type {Quick} */
  const found = { name: "", tags: [], project: null, priority: "none", minutes: null, day: null, time: null, pieces: [] };
  const kept = [];
  for (const match of text.matchAll(/\S+/g)) {
    const kind = take(match[0], found, { projects, today, german });
    if (kind) found.pieces.push({ from: match.index, to: match.index + match[0].length, kind });
    else kept.push(match[0]);
  }
  found.name = kept.join(" ");
  return found;
}

/** @param {string} word @param {Quick} found @returns {Piece["kind"] | null} */
function take(word, found, { projects, today, german }) {
  const lower = word.toLowerCase();
  if (/^#[^\s#]{1,100}$/.test(word)) {
    found.tags.push(word.slice(1).replaceAll("_", " "));
    return "tag";
  }
  if (word.startsWith("+") && word.length > 1 && !found.project) {
    const wanted = lower.slice(1).replaceAll("_", " ");
    found.project = projects.find((one) => one.name.toLowerCase().startsWith(wanted)) ?? null;
    return found.project ? "project" : null;
  }
  if (lower in PRIORITIES) {
    found.priority = PRIORITIES[lower];
    return "priority";
  }
  return takeTime(word, lower, found, today, german);
}

/** @param {string} word @param {string} lower @param {Quick} found @param {string} today @param {boolean} german @returns {Piece["kind"] | null} */
function takeTime(word, lower, found, today, german) {
  const minutes = (parseUnits(word) ?? 0) / 60;
  if (minutes > 0 && minutes <= MOST_MINUTES && found.minutes === null) {
    found.minutes = minutes;
    return "duration";
  }
  if (found.day === null) {
    const day = dayOf(lower, today, german);
    if (day) {
      found.day = day;
      return "day";
    }
  }
  const time = CLOCK.test(word) && found.time === null ? parseClock(word) : null;
  if (time !== null) {
    found.time = time;
    return "time";
  }
  return null;
}

/** @param {string} lower @param {string} today @param {boolean} german */
function dayOf(lower, today, german) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(lower) && !Number.isNaN(Date.parse(lower))) return lower;
  if (lower in NEAR) return addDays(today, NEAR[lower]);
  if (!(lower in DAYS) || (ONLY_GERMAN.has(lower) && !german)) return null;
  // The next one: a weekday's own name means in a week.
  return addDays(today, ((DAYS[lower] - weekday(today) + 6) % 7) + 1);
}
