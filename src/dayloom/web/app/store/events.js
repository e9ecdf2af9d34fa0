// What lies on the days on show besides one's own plan: events of connected calendars, and what is due.

import { batch, effect, signal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { days, shownWindow } from "./shown.js";
import { tellError } from "./notes.js";
import { here, presence } from "./session.js";
import { equal } from "./same.js";

const MOST = 100;

/**
 * @typedef {object} Outside
 * @property {number} id
 * @property {string} title
 * @property {boolean} allDay
 * @property {number} start milliseconds
 * @property {number} end milliseconds
 * @property {string} colour
 */
/** Events that have no block of their own. @type {import("../vendor/preact.js").Signal<Outside[]>} */
export const events = signal([]);
/** Open tasks that are due on the days on show. @type {import("../vendor/preact.js").Signal<any[]>} */
export const dues = signal([]);
/** Whether both were read at least once. */
export const known = signal(false);

let asked = 0;

/** Reads both again. */
export async function load() {
  const mine = ++asked;
  const [first, last] = [days.value[0], days.value[days.value.length - 1]];
  try {
    const [connected, found, due] = await Promise.all([
      get(`${here.value}/integrations/calendar`),
      get(`${here.value}/tasks/calendar`, { ...shownWindow.value, hidden: false }),
      get(`${here.value}/tasks`, { state: "active", end_date_from: first, end_date_to: last, order_by: "end_date", per_page: MOST, disable_aggregations: true }),
    ]);
    if (mine !== asked) return;
    const calendars = connected.flatMap((/** @type {any} */ one) => one.calendars);
    // What becomes a task has a block, which is shown.
    const shown = new Set(calendars.filter((/** @type {any} */ one) => one.selected && one.default_action === "do_nothing").map((/** @type {any} */ one) => one.calendar_id));
    const read = found
      .filter((/** @type {any} */ one) => shown.has(one.calendar_id) || one.all_day)
      .map((/** @type {any} */ one) => ({ id: one.id, title: one.title, allDay: one.all_day, start: Date.parse(one.start_time), end: Date.parse(one.end_time), colour: one.background_color }));
    batch(() => {
      if (!equal(events.value, read)) events.value = read;
      if (!equal(dues.value, due.data)) dues.value = due.data;
    });
  } catch (error) {
    tellError(error);
  }
  if (mine === asked) known.value = true;
}

effect(() => {
  if (presence.value === "in" && days.value.length) load();
});
