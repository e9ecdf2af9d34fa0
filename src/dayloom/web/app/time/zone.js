// Wall clocks and instants in a named zone, by Intl alone. Days are "2026-11-21", instants are milliseconds, and a
// wall time is a day with minutes since its midnight.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();
/** Offsets by zone and quarter hour: none ever changes inside one. @type {Map<string, number>} */
const offsets = new Map();

function clock(zone) {
  let found = clocks.get(zone);
  if (!found) {
    const numeric = /** @type {const} */ ("numeric");
    found = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric,
    });
    clocks.set(zone, found);
  }
  return found;
}

/** How far the zone's clocks are ahead of UTC. @param {number} instant @param {string} zone */
export function offset(instant, zone) {
  const quarter = Math.floor(instant / (15 * MINUTE));
  const key = `${zone} ${quarter}`;
  let found = offsets.get(key);
  if (found === undefined) {
    /** @type {Record<string, number>} */
    const part = {};
    for (const { type, value } of clock(zone).formatToParts(quarter * 15 * MINUTE)) part[type] = Number(value);
    found = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - quarter * 15 * MINUTE;
    if (offsets.size > 20_000) offsets.clear();
    offsets.set(key, found);
  }
  return found;
}

/** The wall time of an instant. @param {number} instant @param {string} zone */
export function wall(instant, zone) {
  const shifted = instant + offset(instant, zone);
  const midnight = Math.floor(shifted / DAY) * DAY;
  return { day: new Date(midnight).toISOString().slice(0, 10), minutes: (shifted - midnight) / MINUTE };
}

/**
 * The instant of a wall time: the first one where clocks go back, the one as long after the gap where they go forward.
 * @param {string} day @param {number} minutes @param {string} zone
 */
export function instant(day, minutes, zone) {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  const before = asUtc - offset(asUtc - DAY, zone);
  if (before + offset(before, zone) === asUtc) return before;
  const after = asUtc - offset(asUtc + DAY, zone);
  return after + offset(after, zone) === asUtc ? after : before;
}

/** @param {string} day @param {number} days */
export function addDays(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The first day of the month so many months later. @param {string} day @param {number} months */
export function addMonths(day, months) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** 0 Sunday … 6 Saturday. @param {string} day */
export function weekday(day) {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The first day of the day's week. @param {string} day @param {number} firstDay 0 Sunday … 6 Saturday */
export function startOfWeek(day, firstDay) {
  return addDays(day, -((weekday(day) - firstDay + 7) % 7));
}

/** @param {string} first @param {number} count */
export function daysFrom(first, count) {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** @param {string} zone */
export function today(zone) {
  return wall(Date.now(), zone).day;
}

/** RFC 3339 with the zone's offset, as the API takes it. @param {number} instant */
export function rfc3339(instant) {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * The pieces that a span has on each of some days, in wall minutes; a piece at least keeps a minute.
 * @param {number} start @param {number} end @param {readonly string[]} days @param {string} zone
 */
export function pieces(start, end, days, zone) {
  const found = [];
  for (const day of days) {
    const from = instant(day, 0, zone);
    const to = instant(addDays(day, 1), 0, zone);
    if (start >= to || (end <= from && start < from) || end < from) continue;
    const begins = start <= from ? 0 : wall(start, zone).minutes;
    // Where clocks go back inside the span its wall end may lie before its wall start.
    const ends = end >= to ? 24 * 60 : Math.max(begins + 1, wall(end, zone).minutes);
    found.push({ day, from: begins, to: ends, first: start >= from, last: end <= to });
  }
  return found;
}
