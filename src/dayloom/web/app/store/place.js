// Where in the app one is: its address, so that reloading, links and the back button work.

import { batch, effect, signal } from "../vendor/preact.js";
import { today } from "../time/zone.js";
import { anchor } from "./shown.js";
import { span } from "./preferences.js";
import { zone } from "./session.js";

export const PLACES = /** @type {const} */ (["today", "week", "tasks", "inbox", "time", "reports", "projects", "settings"]);
/** Where the link of an invitation leads: the only address that nobody has to be signed in for. */
const INVITATION = /** @type {const} */ ("invitation");
/** @typedef {typeof PLACES[number] | typeof INVITATION} Place */

const asked = () => Object.fromEntries(new URLSearchParams(location.search));

/** The views of the planner by their addresses; `today` is the one of the day, of this one. */
const VIEWS = { day: "day", "three-days": "three", "work-week": "work", week: "week", month: "month", team: "team" };

/** Where the address leads; one of the planner's also says what is shown there. @returns {Place} */
function read() {
  const name = location.pathname.slice(1);
  const view = name === "today" ? "day" : VIEWS[/** @type {keyof typeof VIEWS} */ (name)];
  if (view) {
    const { day = "" } = asked();
    span.value = view;
    anchor.value = name !== "today" && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : "";
  }
  return view ? placeOf(view) : ([...PLACES, INVITATION].find((one) => one === name) ?? placeOf(span.value));
}

/** @param {string} view @returns {Place} */
const placeOf = (view) => (view === "day" ? "today" : "week");

/** One of the places. */
export const place = signal(read());
/** What the page is asked for: filters, the view, the tab. @type {import("../vendor/preact.js").Signal<Record<string, string>>} */
export const query = signal(asked());

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
  if (location.pathname + location.search !== to) history.pushState(null, "", to);
  batch(() => {
    span.value = view;
    anchor.value = day;
    query.value = of;
    place.value = name;
  });
}

/** Asks the page for something else: parts of its address change, those without a value are left out. @param {Record<string, string | null | undefined>} parts */
export function refine(parts) {
  const of = { ...query.value };
  for (const [name, value] of Object.entries(parts)) {
    if (value) of[name] = value;
    else delete of[name];
  }
  history.replaceState(null, "", address(place.value, of));
  query.value = of;
}

addEventListener("popstate", () =>
  batch(() => {
    query.value = asked();
    place.value = read();
  }),
);

// The address of the planner follows what it shows.
effect(() => {
  if (place.value !== "today" && place.value !== "week") return;
  place.value = placeOf(span.value);
  const to = shownAt(span.value, anchor.value);
  if (location.pathname + location.search !== to) history.replaceState(null, "", to);
});
