// The days on show, and turning to others.

import { computed, signal } from "../vendor/preact.js";
import { addDays, addMonths, daysFrom, instant, rfc3339, startOfWeek, today, weekday } from "../time/zone.js";
import { span } from "./preferences.js";
import { firstDay, zone } from "./session.js";

const LENGTHS = { day: 1, three: 3, work: 5, week: 7, team: 7, month: 42 };

/** A day that is on show. */
export const anchor = signal("");
/** @type {import("../vendor/preact.js").ReadonlySignal<string[]>} */
export const days = computed(() => {
  const day = anchor.value || today(zone.value);
  const length = LENGTHS[span.value] ?? 5;
  if (span.value === "week" || span.value === "team") return daysFrom(startOfWeek(day, firstDay.value), length);
  // The weeks that a month touches.
  if (span.value === "month") return daysFrom(startOfWeek(`${day.slice(0, 8)}01`, firstDay.value), length);
  // On a weekend the days of work alone would not show today.
  if (span.value === "work") return daysFrom(startOfWeek(day, 1), weekday(day) % 6 === 0 ? 7 : length);
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
  const length = span.value === "work" ? 7 : (LENGTHS[span.value] ?? 5);
  anchor.value = addDays(days.value[0], steps * length);
}

export function goToday() {
  anchor.value = today(zone.value);
}
