// Days and moments of the past as people read them, in their zone.

import { language } from "../store/preferences.js";
import { clock, zone } from "../store/session.js";

const format = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
  new Intl.DateTimeFormat(language.value, { timeZone: zone.value, dateStyle: "medium", ...options });

/** "21 Nov 2026". @param {string} instant as the API writes it */
export const dayOf = (instant) => format({}).format(new Date(instant));

const HOUR = 3600;
const DAY = 24 * HOUR;

/** "2 hours ago", "yesterday", "3 weeks ago". @param {string} instant as the API writes it */
export function agoOf(instant) {
  const seconds = (Date.now() - Date.parse(instant)) / 1000;
  const [unit, size] = seconds < DAY ? ["hour", HOUR] : seconds < 14 * DAY ? ["day", DAY] : ["week", 7 * DAY];
  const count = Math.max(1, Math.floor(seconds / Number(size)));
  return new Intl.RelativeTimeFormat(language.value, { numeric: "auto" }).format(-count, /** @type {any} */ (unit));
}

/** "21 Nov 2026, 14:30". @param {string} instant as the API writes it */
export const momentOf = (instant) =>
  format({ timeStyle: "short", hourCycle: clock.value === 24 ? "h23" : "h12" }).format(new Date(instant));
