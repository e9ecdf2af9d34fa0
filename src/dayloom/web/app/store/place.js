// Where in the app one is: its address, so that reloading, links and the back button work.

import { effect, signal } from "../vendor/preact.js";
import { anchor } from "./calendar.js";
import { span } from "./preferences.js";

const PLACES = /** @type {const} */ (["today", "week", "tasks", "reports"]);

function read() {
  const name = location.pathname.slice(1);
  return PLACES.find((one) => one === name) ?? "week";
}

/** "today", "week", "tasks" or "reports". */
export const place = signal(read());

/** @param {typeof PLACES[number]} name */
export function go(name) {
  if (name === "today") {
    span.value = "day";
    anchor.value = "";
  } else if (name === "week" && span.value === "day") {
    span.value = "work";
  }
  if (location.pathname !== `/${name}`) history.pushState(null, "", `/${name}`);
  place.value = name;
}

addEventListener("popstate", () => (place.value = read()));

// The views of the planner have two addresses; which it is follows from how many days are on show.
effect(() => {
  if (place.value !== "today" && place.value !== "week") return;
  const name = span.value === "day" ? "today" : "week";
  place.value = name;
  if (location.pathname !== `/${name}`) history.replaceState(null, "", `/${name}`);
});
