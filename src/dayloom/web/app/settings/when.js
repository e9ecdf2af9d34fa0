// Days and moments of the past as people read them, in their zone.

import { language } from "../store/preferences.js";
import { clock, zone } from "../store/session.js";

const format = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
  new Intl.DateTimeFormat(language.value, { timeZone: zone.value, dateStyle: "medium", ...options });

/** "21 Nov 2026". @param {string} instant as the API writes it */
export const dayOf = (instant) => format({}).format(new Date(instant));

/** "21 Nov 2026, 14:30". @param {string} instant as the API writes it */
export const momentOf = (instant) =>
  format({ timeStyle: "short", hourCycle: clock.value === 24 ? "h23" : "h12" }).format(new Date(instant));
