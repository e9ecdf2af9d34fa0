// What the Tasks page is asked for: its address as conditions of the API, besides the project that the navigation shows.

import { computed } from "../vendor/preact.js";
import { addDays, today } from "../time/zone.js";
import { query } from "./place.js";
import { person, zone } from "./session.js";
import { project } from "./tasks.js";

/** Which tasks by their state; the first is meant without a word. */
export const STATES = /** @type {const} */ (["open", "done", "all"]);
export const DUES = /** @type {const} */ (["overdue", "today", "week", "none"]);
export const PRIORITIES = /** @type {const} */ (["high", "medium", "low", "none"]);

const oneOf = (/** @type {readonly string[]} */ words, /** @type {string | undefined} */ word) => words.find((one) => one === word);

/** Without what the state says: the board shows every status. */
const narrowing = computed(() => {
  const { q, due, priority, tag, who } = query.value;
  const day = today(zone.value);
  const dues = {
    overdue: { end_date_to: addDays(day, -1) },
    today: { end_date_from: day, end_date_to: day },
    week: { end_date_from: day, end_date_to: addDays(day, 6) },
    none: { has_dates: false },
  };
  return {
    name: q?.trim() || undefined,
    priority: oneOf(PRIORITIES, priority),
    tag_id: Number(tag) || undefined,
    assignee_user_id: who === "me" ? person.value?.user_account_id : undefined,
    project_id: project.value ?? undefined,
    ...dues[/** @type {keyof typeof dues} */ (oneOf(DUES, due) ?? "")],
  };
});

/** What a list of these tasks asks the API for, with the board's own conditions apart. */
export const conditions = computed(() => {
  const { state = "open", due } = query.value;
  // What is over and done is not overdue.
  const only = { open: "active", done: "done", all: due === "overdue" ? "active" : undefined };
  return { ...narrowing.value, state: only[/** @type {keyof typeof only} */ (oneOf(STATES, state) ?? "open")] };
});
export const onBoard = narrowing;

/** Whether anything but the state narrows what is shown. */
export const narrowed = computed(() => Object.values(narrowing.value).some((one) => one !== undefined));
/** Whether all that is open is asked for: where nothing is found, there is nothing to do. */
export const unasked = computed(() => !narrowed.value && (oneOf(STATES, query.value.state) ?? "open") === "open");
