// Last week as a pattern: its rows alone, or with their times.

import { read } from "../store/entries-week.js";
import { add, likeness } from "../store/entries.js";
import { tell, tellError } from "../store/notes.js";
import { zone } from "../store/session.js";
import { addRows } from "../store/sheet.js";
import { addDays, instant, rfc3339, wall } from "../time/zone.js";
import { t } from "../words/words.js";
import { copiesFor, rowsOf } from "./rows.js";

const WEEK = 7;

/** The rows of the week before; null where that could not be read. @param {string[]} days @returns {Promise<import("./rows.js").Row[] | null>} */
async function rowsBefore(days) {
  const before = days.map((day) => addDays(day, -WEEK));
  try {
    const rows = rowsOf(await read(before), [], [], before);
    if (!rows.length) tell(t("entries.nothingBefore"));
    return rows;
  } catch (error) {
    tellError(error);
    return null;
  }
}

/** @param {string[]} days of this week */
export async function copyRows(days) {
  const rows = await rowsBefore(days);
  if (rows?.length) addRows(days[0], rows);
}

/** At the same clock time, a week later; cells that hold time already keep it. @param {string[]} days @param {import("./rows.js").Row[]} rows of this week */
export async function copyTimes(days, rows) {
  const before = await rowsBefore(days);
  if (!before?.length) return;
  const copies = copiesFor(rows, before).map((entry) => {
    const day = addDays(entry.day, WEEK);
    const when = entry.start === null
      ? { tracked_at: rfc3339(instant(day, 0, zone.value)) }
      : { start: instant(day, wall(entry.start, zone.value).minutes, zone.value) };
    return { ...likeness(entry), ...when, duration: entry.duration };
  });
  if (!copies.length) tell(t("entries.allThere"));
  else if (await add(copies)) tell(t("entries.copied", { count: String(copies.length) }));
}
