// Where in the app one is: its address, so that reloading, links and the back button work.

import { effect, signal } from "../vendor/preact.js";
import { anchor } from "./shown.js";
import { span } from "./preferences.js";

export const PLACES = /** @type {const} */ (["today", "week", "tasks", "inbox", "time", "reports", "projects", "settings"]);
/** Where the link of an invitation leads: the only address that nobody has to be signed in for. */
const INVITATION = /** @type {const} */ ("invitation");
/** @typedef {typeof PLACES[number] | typeof INVITATION} Place */

/** @returns {Place} */
function read() {
  const name = location.pathname.slice(1);
  return [...PLACES, INVITATION].find((one) => one === name) ?? "week";
}

const asked = () => Object.fromEntries(new URLSearchParams(location.search));

/** One of the places. */
export const place = signal(read());
/** What the page is asked for: filters, the view, the tab. @type {import("../vendor/preact.js").Signal<Record<string, string>>} */
export const query = signal(asked());

function address(/** @type {string} */ name, /** @type {Record<string, string>} */ of) {
  const words = new URLSearchParams(of).toString();
  return `/${name}${words && `?${words}`}`;
}

/** @param {Place} name @param {Record<string, string>} [of] what it is asked for */
export function go(name, of = {}) {
  if (name === "today") {
    span.value = "day";
    anchor.value = "";
  } else if (name === "week" && span.value === "day") {
    span.value = "work";
  }
  const to = address(name, of);
  if (location.pathname + location.search !== to) history.pushState(null, "", to);
  query.value = of;
  place.value = name;
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

addEventListener("popstate", () => {
  query.value = asked();
  place.value = read();
});

// The views of the planner have two addresses; which it is follows from how many days are on show.
effect(() => {
  if (place.value !== "today" && place.value !== "week") return;
  const name = span.value === "day" ? "today" : "week";
  place.value = name;
  if (location.pathname !== `/${name}`) history.replaceState(null, "", `/${name}`);
});
