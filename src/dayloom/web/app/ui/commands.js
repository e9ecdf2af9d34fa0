// What the palette offers beside tasks: commands, and days to go to. Fetched when it is opened first.

import { announce } from "../store/notes.js";
import { PLACES, go, place } from "../store/place.js";
import { beginAnyhow, end, turn } from "../store/pomodoro.js";
import { language, theme } from "../store/preferences.js";
import { firstDay, zone } from "../store/session.js";
import { anchor, look } from "../store/shown.js";
import { leads } from "../store/tasks.js";
import { running, stop } from "../store/timer.js";
import { undo } from "../store/undo.js";
import { daysMeant } from "../time/day-words.js";
import { fullDate } from "../time/format.js";
import { today } from "../time/zone.js";
import { t } from "../words/words.js";
import { leave } from "./leave.js";
import { showKeys } from "./palette.js";

/** @typedef {{name: string, also?: string, act: () => unknown}} Item `also`: other words that find it */

/** Both are the calendar. @param {string} name of a place */
const alsoOf = (name) => (name === "today" || name === "week" ? t("palette.calendar") : "");

/** @returns {Item[]} */
function commands() {
  return [
    ...PLACES.map((name) => ({ name: t("palette.goto", { place: t(`nav.${name}`) }), also: alsoOf(name), act: () => go(name) })),
    { name: t("palette.goto", { place: t("report.tab.plan") }), also: t("palette.plan"), act: () => go("reports", { tab: "plan" }) },
    { name: t("palette.goto", { place: t("entries.sheet") }), also: t("palette.sheet"), act: () => go("time", { view: "sheet" }) },
    { name: t("palette.goto", { place: t("manage.people") }), also: t("palette.people"), act: () => go("projects", { tab: "people" }) },
    ...(leads.value ? [{ name: t("manage.invite"), also: t("palette.people"), act: () => go("projects", { tab: "people", invite: "1" }) }] : []),
    { name: t("grid.day"), act: () => look("day") },
    { name: t("grid.three"), act: () => look("three") },
    { name: t("grid.work"), act: () => look("work") },
    { name: t("grid.week"), act: () => look("week") },
    { name: t("grid.month"), act: () => look("month") },
    { name: t("list.add"), act: () => document.getElementById("add-task")?.focus() },
    ...(running.value ? [{ name: t("timer.stop"), act: stop }] : []),
    turn.value ? { name: t("pomodoro.end"), act: end } : { name: t("pomodoro.start"), act: beginAnyhow },
    { name: t("undo.offer"), act: () => undo() },
    { name: t("keys.title"), also: t("keys.also"), act: showKeys },
    { name: t("theme.light"), act: () => (theme.value = "light") },
    { name: t("theme.dark"), act: () => (theme.value = "dark") },
    { name: t("theme.auto"), act: () => (theme.value = "auto") },
    { name: t("sign.out"), act: leave },
  ];
}

/** Turns the calendar to a day, from wherever one is. @param {string} day */
function show(day) {
  anchor.value = day;
  if (place.value !== "today" && place.value !== "week") go("week");
  announce(fullDate(day));
  // What had the focus may have gone with the days before.
  requestAnimationFrame(() => document.getElementById("planner")?.focus());
}

/** "Friday, November 27", with its year where that is another one. @param {string} day @param {string} now */
const nameOf = (day, now) => (day.slice(0, 4) === now.slice(0, 4) ? fullDate(day) : `${fullDate(day)}, ${day.slice(0, 4)}`);

/** From so many letters on it is told which command is meant. */
const TELLING = 3;

/** 0: its name begins so, 1: one of its words does, 2: it holds it somewhere. @param {Item} one @param {string} words */
function rank({ name, also = "" }, words) {
  if (words.length < TELLING) return 2;
  return name.toLowerCase().startsWith(words) ? 0 : ` ${name} ${also}`.toLowerCase().includes(` ${words}`) ? 1 : 2;
}

/** What fits, the likeliest first: a day that was named whole and a command that begins so stand above the tasks that are called so. @param {string} text @param {Item[]} tasks @returns {Item[]} */
export function matching(text, tasks) {
  const words = text.trim().toLowerCase();
  const now = today(zone.value);
  const days = daysMeant(words, { today: now, firstDay: firstDay.value, language: language.value });
  const offers = (/** @type {boolean} */ whole) =>
    days.filter((one) => one.whole === whole).map(({ day }) => ({ name: t("palette.goto", { place: nameOf(day, now) }), act: () => show(day) }));
  const fitting = commands().filter((one) => `${one.name} ${one.also ?? ""}`.toLowerCase().includes(words));
  const ranked = (/** @type {number} */ wanted) => fitting.filter((one) => rank(one, words) === wanted);
  return [...offers(true), ...ranked(0), ...ranked(1), ...tasks, ...offers(false), ...ranked(2)];
}
