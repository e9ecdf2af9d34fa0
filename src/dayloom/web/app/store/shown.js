// The days on show, and turning to others.

import { batch, computed, signal } from "../vendor/preact.js";
import { addDays, addMonths, daysFrom, instant, rfc3339, startOfWeek, today, weekday } from "../time/zone.js";
import { span } from "./preferences.js";
import { firstDay, zone } from "./session.js";

const LENGTHS = { day: 1, three: 3, work: 5, week: 7, team: 7, month: 42 };

/** A day that is on show. */
export const anchor = signal("");
const isWeekend = (/** @type {string} */ day) => weekday(day) % 6 === 0;
/** The day, or the Monday after a weekend. @param {string} day */
const workday = (day) => (isWeekend(day) ? startOfWeek(addDays(day, 2), 1) : day);
/** Who did not ask for a day sees today; on a weekend the days of work are the coming ones. */
const here = computed(() => anchor.value || (span.value === "work" ? workday(today(zone.value)) : today(zone.value)));
/** What is on show: who asked for a day of a weekend would not see it among the days of work, so it is the week. */
export const shown = computed(() => (span.value === "work" && isWeekend(here.value) ? "week" : span.value));
/** @type {import("../vendor/preact.js").ReadonlySignal<string[]>} */
export const days = computed(() => {
  const [day, as] = [here.value, shown.value];
  const length = LENGTHS[as] ?? 5;
  if (as === "week" || as === "team") return daysFrom(startOfWeek(day, firstDay.value), length);
  // The weeks that a month touches.
  if (as === "month") return daysFrom(startOfWeek(`${day.slice(0, 8)}01`, firstDay.value), length);
  if (as === "work") return daysFrom(startOfWeek(day, 1), length);
  return daysFrom(day, length);
});

/** From the first midnight of the days on show to the last second, as the API takes it. */
export const shownWindow = computed(() => ({
  date_from: rfc3339(instant(days.value[0], 0, zone.value)),
  date_to: rfc3339(instant(addDays(days.value[days.value.length - 1], 1), 0, zone.value) - 1000),
}));

/** Counts minutes, for the now line. */
export const now = signal(Date.now());

setInterval(() => (now.value = Date.now()), 20_000);

/** @param {number} steps */
export function turn(steps) {
  if (span.value === "month") {
    anchor.value = addMonths(anchor.value || today(zone.value), steps);
    return;
  }
  const to = addDays(days.value[0], steps * (span.value === "work" ? 7 : (LENGTHS[span.value] ?? 5)));
  anchor.value = span.value === "work" ? workday(to) : to;
}

/** Shows so many days. Who asks for days of work on a weekend means the coming ones. @param {string} as @param {string} [day] to be among them */
export function look(as, day = "") {
  batch(() => {
    if (day) anchor.value = day;
    if (as === "work" && isWeekend(here.value)) anchor.value = workday(here.value);
    span.value = as;
  });
}

export function goToday() {
  anchor.value = today(zone.value);
}
