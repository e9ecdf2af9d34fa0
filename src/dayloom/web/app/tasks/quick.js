// One line into a task: "Call the mill #wool @Loom +Anna !high 45m fri 10:00 due 4 Dec", with the signs that the server's lists have
// (docs/extraction.md). Pure: what there is comes in as values. Whatever is not understood stays in the name, so nothing
// that was typed is lost.

import { comingDate } from "../time/day-words.js";
import { parseClock, parseUnits } from "../time/lengths.js";
import { addDays, weekday } from "../time/zone.js";

/**
 * @typedef {object} Piece a recognised part of the text, for highlighting
 * @property {number} from
 * @property {number} to
 * @property {"tag" | "project" | "person" | "priority" | "duration" | "day" | "due" | "time"} kind
 */
/**
 * @typedef {object} Quick
 * @property {string} name
 * @property {string[]} tags names, existing or not
 * @property {any} project
 * @property {any[]} people
 * @property {{word: string, kind: "project" | "person"}[]} unknown what a sign stands before that nothing is called
 * @property {"none" | "low" | "medium" | "high"} priority
 * @property {number | null} minutes
 * @property {string | null} day when to do it
 * @property {string | null} due until when
 * @property {number | null} time wall minutes
 * @property {Piece[]} pieces
 */
/** @typedef {{projects: any[], people?: any[], today: string, language: string}} Known */

/** In the four languages of the server's lists. */
const PRIORITIES = Object.fromEntries(
  Object.entries({
    high: "!high !hi !1 p1 !hoch !haute !haut !élevée !alta !alto",
    medium: "!medium !med !2 p2 !mittel !moyenne !moyen !media !medio",
    low: "!low !lo !3 p3 !niedrig !basse !faible !baja !bajo",
    none: "!none !4 p4 !keine !aucune !ninguna",
  }).flatMap(([priority, words]) => words.split(" ").map((word) => [word, priority])),
);
/** What makes the day after it the one until when. */
const UNTIL = new Set(["due", "by", "until", "till", "bis", "fällig"]);
const DAYS = {
  sun: 0, sunday: 0, mon: 1, monday: 1, tue: 2, tuesday: 2, wed: 3, wednesday: 3, thu: 4, thursday: 4, fri: 5, friday: 5, sat: 6, saturday: 6,
  so: 0, sonntag: 0, mo: 1, montag: 1, di: 2, dienstag: 2, mi: 3, mittwoch: 3, do: 4, donnerstag: 4, fr: 5, freitag: 5, sa: 6, samstag: 6,
};
const NEAR = { today: 0, heute: 0, tomorrow: 1, morgen: 1, übermorgen: 2, yesterday: -1, gestern: -1, vorgestern: -2 };
/** German short names that are English words, or the other way round. */
const ONLY_GERMAN = new Set(["so", "mo", "di", "mi", "do", "fr", "sa"]);
/** A lone number is no time: "Chapter 4". */
const CLOCK = /^\d{1,2}(?::\d{2}(?:am|pm)?|am|pm)$/i;
/** "9-10:30", "2–3pm", "14:00 – 15:30", "9-10 Uhr", "9 Uhr". */
const SPAN = /(\d{1,2}(?:[:.]\d{2})?)([ap]m)?(?:( *)[-–—] *(\d{1,2}(?:[:.]\d{2})?)([ap]m)?)?( +Uhr)?(?!\S)/iy;
const MOST_MINUTES = 24 * 60;
/** Beyond midnight goes a night, and no longer: "11-9:30" is none. */
const NIGHT = 12 * 60;

/** "24.11.", "24.11.2026"; "24 Nov", "24. November 2026"; "Nov 24". Between letters "may" is seldom a month. */
const DATES = [
  /\d{1,2}\. ?\d{1,2}\.(?: ?\d{4})?(?!\S)/y,
  /\d{1,2}(?:\.|st|nd|rd|th)? (?!may\b)\p{L}{3,}\.?(?:,? \d{4})?(?!\S)/uy,
  /\p{L}{3,}\.? \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?(?!\S)/uy,
];

const SIGNED = /[#@+]"[^"]+"|\S+/y;

/**
 * @param {string} text
 * @param {Known} known
 * @returns {Quick}
 */
export function understand(text, known) {
  /** @type {Quick} */
  const found = { name: "", tags: [], project: null, people: [], unknown: [], priority: "none", minutes: null, day: null, due: null, time: null, pieces: [] };
  const kept = [];
  for (let at = 0; at < text.length; ) {
    SIGNED.lastIndex = at;
    const word = SIGNED.exec(text)?.[0];
    if (!word) at += 1; // a space
    else {
      const piece = named(text, at, word, found, known) ?? until(text, at, word, found, known) ?? dates(text, at, found, known) ?? clocks(text, at, found) ?? alone(at, word, found, known);
      if (piece) found.pieces.push(piece);
      else kept.push(word);
      at = piece?.to ?? at + word.length;
    }
  }
  found.name = kept.join(" ");
  return found;
}

/** @param {string} text small letters without accents, and one space for what joins words */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s_-]+/g, " ");

/**
 * The one that the text after a sign names: the longest of the names that stand there, or else the first that begins so.
 * @param {string} rest @param {string} word the first word of it, or what is quoted @param {[string, any][]} names
 */
function called(rest, word, names) {
  const said = plain(rest);
  const there = names
    .filter(([name]) => plain(name) && said.startsWith(plain(name)) && !/[\p{L}\p{N}_&]/u.test(rest[name.length] ?? ""))
    .sort(([a], [b]) => b.length - a.length)[0];
  // Where the signs of both are of one length the text is taken as long as the name is.
  if (there && !rest.startsWith('"')) return { one: there[1], length: there[0].length };
  const wanted = plain(word.replaceAll('"', ""));
  const begun = names.find(([name]) => plain(name) === wanted) ?? names.find(([name]) => plain(name).startsWith(wanted));
  return begun ? { one: begun[1], length: word.length } : null;
}

/** The whole names, and the first ones that only one has. @param {any[]} people @returns {[string, any][]} */
function spellings(people) {
  const firsts = people.map((one) => one.name.split(/\s+/)[0]);
  const alone = people.filter((_, at) => firsts.filter((first) => plain(first) === plain(firsts[at])).length === 1);
  return [...people.map((one) => /** @type {[string, any]} */ ([one.name, one])), ...alone.map((one) => /** @type {[string, any]} */ ([one.name.split(/\s+/)[0], one]))];
}

/** `#tag`, `@project` and `+person`. @param {string} text @param {number} from @param {string} word @param {Quick} found @param {Known} known @returns {Piece | null} */
function named(text, from, word, found, { projects, people = [] }) {
  const sign = word[0];
  if (sign === "#" && /^#("[^"]{1,100}"|[^\s#"]{1,100})$/.test(word)) {
    found.tags.push(word.slice(1).replaceAll('"', "").replaceAll("_", " "));
    return { from, to: from + word.length, kind: "tag" };
  }
  const kind = sign === "@" ? "project" : sign === "+" ? "person" : null;
  // Before a digit a plus is a telephone number's.
  if (!kind || !/^.["\p{L}]/u.test(word) || (kind === "project" && found.project)) return null;
  const names = kind === "project" ? projects.map((one) => /** @type {[string, any]} */ ([one.name, one])) : spellings(people);
  const it = called(text.slice(from + 1), word.slice(1), names);
  if (!it) {
    found.unknown.push({ word, kind });
    return null;
  }
  if (kind === "project") found.project = it.one;
  else if (!found.people.includes(it.one)) found.people.push(it.one);
  return { from, to: from + 1 + it.length, kind };
}

/** "due fri": both words. @param {string} text @param {number} from @param {string} word @param {Quick} found @param {Known} known @returns {Piece | null} */
function until(text, from, word, found, known) {
  const next = /^\s+(\S+)/.exec(text.slice(from + word.length));
  if (!UNTIL.has(word.toLowerCase()) || !next || found.due !== null) return null;
  const at = from + word.length + next[0].length - next[1].length;
  const date = dateAt(text, at, known) ?? { day: dayOf(next[1].toLowerCase(), known), to: at + next[1].length };
  found.due = date.day;
  return date.day === null ? null : { from, to: date.to, kind: "due" };
}

/** A date of several words or numbers. @param {string} text @param {number} from @param {Known} known @returns {{day: string, to: number} | null} */
function dateAt(text, from, known) {
  for (const pattern of DATES) {
    pattern.lastIndex = from;
    const said = pattern.exec(text)?.[0];
    const day = said && comingDate(said.toLowerCase(), known);
    if (said && day) return { day, to: from + said.length };
  }
  return null;
}

/** @param {string} text @param {number} from @param {Quick} found @param {Known} known @returns {Piece | null} */
function dates(text, from, found, known) {
  const date = found.day === null ? dateAt(text, from, known) : null;
  if (!date) return null;
  found.day = date.day;
  return { from, to: date.to, kind: "day" };
}

/**
 * From when until when, where the text is clear about it: "pages 9-10" are pages, and between spaces both have their minutes.
 * @param {string} text @param {number} from @param {Quick} found @returns {Piece | null}
 */
function clocks(text, from, found) {
  SPAN.lastIndex = from;
  const [whole, first, half = "", gap, last, lastHalf = "", hours] = SPAN.exec(text) ?? [];
  if (!whole || found.time !== null || !(last || hours)) return null;
  const told = [first + half, (last ?? "") + lastHalf].map((one) => /[:m]/i.test(one));
  if (!hours && !(gap ? told[0] && told[1] : told[0] || told[1])) return null;
  const end = last === undefined ? null : parseClock(last + lastHalf);
  const begins = [half || lastHalf, half].map((one) => parseClock(first + one)); // "2-3pm", and "11-1pm"
  const start = begins.find((one) => one !== null && (end === null || one < end)) ?? begins[1];
  if (start === null || (last && (end === null || end === start))) return null;
  if (end !== null) {
    const minutes = (end - start + MOST_MINUTES) % MOST_MINUTES;
    if (end < start && minutes > NIGHT) return null;
    found.minutes = minutes;
  }
  found.time = start;
  return { from, to: from + whole.length, kind: "time" };
}

/** What one word says by itself. @param {number} from @param {string} word @param {Quick} found @param {Known} known @returns {Piece | null} */
function alone(from, word, found, known) {
  const lower = word.toLowerCase();
  const kind = lower in PRIORITIES ? "priority" : takeTime(word, lower, found, known);
  if (kind === "priority") found.priority = /** @type {Quick["priority"]} */ (PRIORITIES[lower]);
  return kind && { from, to: from + word.length, kind };
}

/** @param {string} word @param {string} lower @param {Quick} found @param {Known} known @returns {Piece["kind"] | null} */
function takeTime(word, lower, found, known) {
  const minutes = (parseUnits(word) ?? 0) / 60;
  if (minutes > 0 && minutes <= MOST_MINUTES && found.minutes === null) {
    found.minutes = minutes;
    return "duration";
  }
  if (found.day === null) {
    const day = dayOf(lower, known);
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

/** @param {string} lower @param {Known} known */
function dayOf(lower, { today, language }) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(lower) && !Number.isNaN(Date.parse(lower))) return lower;
  if (lower in NEAR) return addDays(today, NEAR[lower]);
  if (!(lower in DAYS) || (ONLY_GERMAN.has(lower) && !language.startsWith("de"))) return null;
  // The next one: a weekday's own name means in a week.
  return addDays(today, ((DAYS[lower] - weekday(today) + 6) % 7) + 1);
}
