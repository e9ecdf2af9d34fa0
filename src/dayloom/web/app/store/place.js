// Where in the app one is: its address, so that reloading, links and the back button work.

import { batch, effect, signal } from "../vendor/preact.js";
import { today } from "../time/zone.js";
import { anchor, shown } from "./shown.js";
import { span } from "./preferences.js";
import { zone } from "./session.js";

export const PLACES = /** @type {const} */ (["today", "week", "tasks", "inbox", "time", "reports", "projects", "settings"]);
/** Where the link of an invitation leads: the only address that nobody has to be signed in for. */
const INVITATION = /** @type {const} */ ("invitation");
/** Where every address leads that is none of the app's. */
const NOTHING = /** @type {const} */ ("nothing");
/** @typedef {typeof PLACES[number] | typeof INVITATION | typeof NOTHING} Place */

const asked = () => Object.fromEntries(new URLSearchParams(location.search));

/** The views of the planner by their addresses; `today` is the one of the day, of this one. */
const VIEWS = { day: "day", "three-days": "three", "work-week": "work", week: "week", month: "month", team: "team" };

/** The view of the planner that the address is one of. @returns {string | undefined} */
function viewHere() {
  const name = location.pathname.slice(1);
  return name === "today" ? "day" : VIEWS[/** @type {keyof typeof VIEWS} */ (name)];
}

/** Where the address leads; one of the planner's also says what is shown there. @returns {Place} */
function read() {
  const name = location.pathname.slice(1);
  const view = viewHere();
  if (view) {
    const { day = "" } = asked();
    span.value = view;
    anchor.value = name !== "today" && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : "";
  }
  return view ? placeOf(view) : ([...PLACES, INVITATION].find((one) => one === name) ?? (name ? NOTHING : placeOf(span.value)));
}

/** @param {string} view @returns {Place} */
const placeOf = (view) => (view === "day" ? "today" : "week");

/** One of the places. */
export const place = signal(read());
/** What the page is asked for: filters, the view, the tab. @type {import("../vendor/preact.js").Signal<Record<string, string>>} */
export const query = signal(asked());

/** The id of the open task; 0: none. The history knows it still after a reload. */
export const opened = signal(Number(history.state?.task ?? 0));

/** @param {number} id of a task */
export function open(id) {
  opened.value = id;
}

const current = () => location.pathname + location.search;
/** The address of the entry whose task was closed again: it shows nothing but what the one before it does. */
let spent = "";

/**
 * Puts into the history where one is, with the open task: as a step that the way back takes, or in place of the last one.
 * @param {string} to @param {boolean} isStep @param {boolean} [opens] whether the task is what is new
 */
function record(to, isStep, opens = false) {
  history[isStep && !spent ? "pushState" : "replaceState"]({ task: opened.peek(), opens }, "", to);
  spent = "";
}

function address(/** @type {string} */ name, /** @type {Record<string, string>} */ of) {
  const words = new URLSearchParams(of).toString();
  return `/${name}${words && `?${words}`}`;
}

/** The address of a view of the planner that shows a day. @param {string} view @param {string} day "": today */
function shownAt(view, day) {
  const isToday = !day || day === today(zone.value);
  const name = view === "day" && isToday ? "today" : (Object.entries(VIEWS).find(([, one]) => one === view)?.[0] ?? "work-week");
  return address(name, isToday ? {} : { day });
}

/** @param {Place} name @param {Record<string, string>} [of] what it is asked for */
export function go(name, of = {}) {
  const view = name === "today" ? "day" : name === "week" && span.value === "day" ? "work" : span.value;
  const day = name === "today" ? "" : anchor.value;
  const to = name === "today" || name === "week" ? shownAt(view, day) : address(name, of);
  if (current() !== to) record(to, true);
  batch(() => {
    span.value = view;
    anchor.value = day;
    query.value = of;
    place.value = name;
  });
}

/**
 * Asks the page for something else: parts of its address change, those without a value are left out.
 * @param {Record<string, string | null | undefined>} parts @param {boolean} [isStep] whether it is another view, which the way back leaves again
 */
export function refine(parts, isStep = false) {
  const of = { ...query.value };
  for (const [name, value] of Object.entries(parts)) {
    if (value) of[name] = value;
    else delete of[name];
  }
  const to = address(place.value, of);
  if (current() !== to) record(to, isStep);
  query.value = of;
}

addEventListener("popstate", () => {
  const task = history.state?.task ?? 0;
  const again = spent && spent === current() && !task;
  spent = "";
  if (again) {
    history.back();
    return;
  }
  // What asked for something over the page before asks no more; but for the door.
  for (const one of document.querySelectorAll("dialog[open]:not(.door-over)")) /** @type {HTMLDialogElement} */ (one).close();
  // What is typed in the task is saved as it is left.
  if (task !== opened.value) /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
  batch(() => {
    opened.value = task;
    query.value = asked();
    place.value = read();
  });
});

// To open a task is a step, from task to task as well. To close one is none: its entry is used up by the next step.
effect(() => {
  const task = opened.value;
  const { task: before = 0, opens } = history.state ?? {};
  if (task === before) return;
  record(current(), task > 0, task > 0);
  if (opens && !task) spent = current();
});

// The address of the planner follows what it shows: another view is a step, other days are none.
effect(() => {
  if (place.value !== "today" && place.value !== "week") return;
  place.value = placeOf(span.value);
  const to = shownAt(shown.value, anchor.value);
  const before = viewHere();
  if (current() !== to) record(to, before !== undefined && before !== shown.value);
});
