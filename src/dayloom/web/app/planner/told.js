// What a note says of a block that was just planned: when it is, what it overlaps, and the way to it.

import { Refused, get } from "../api/client.js";
import { blockOf } from "../store/calendar.js";
import { tell } from "../store/notes.js";
import { go, place } from "../store/place.js";
import { span } from "../store/preferences.js";
import { here, zone } from "../store/session.js";
import { nextFree } from "../store/planning.js";
import { anchor, days } from "../store/shown.js";
import { clockTime, duration, shortDate, weekdayName } from "../time/format.js";
import { addDays, daysFrom, instant, rfc3339, today, wall } from "../time/zone.js";
import { t } from "../words/words.js";

/** How long a turned calendar may take to draw a block. */
const PATIENCE = 5_000;
/** Seconds that are hardly worth planning something in. */
const LITTLE = 900;

/**
 * "overlaps Spin, 09:00", or nothing. The server is asked, for the day need not be on show.
 * @param {number} start milliseconds @param {number} duration seconds @param {number} [own] the block that is to lie there
 */
export async function clash(start, duration, own = 0) {
  const end = start + duration * 1000;
  try {
    const near = await get(`${here.value}/time-blocks/stream`, { date_from: rfc3339(start), date_to: rfc3339(end) });
    const others = near.map(blockOf).filter((/** @type {any} */ one) => one.id !== own);
    const hit = others.find((/** @type {any} */ one) => one.start < end && one.start + one.duration * 1000 > start);
    return hit ? t("quick.overlaps", { name: hit.task?.name ?? t("grid.hidden"), time: clockTime(wall(hit.start, zone.value).minutes) }) : "";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return ""; // it is a remark: what cannot be asked goes without
  }
}

/** The last search: the next one begins when it has ended, or both would find the same. */
let searched = /** @type {Promise<number | null>} */ (Promise.resolve(null));

/**
 * The next free stretch after the days on show, within a fortnight: the week may be full, or past.
 * @param {number} duration seconds @returns {Promise<number | null>} milliseconds
 */
export function laterFree(duration) {
  searched = searched.then(async () => {
    const after = addDays(days.value[days.value.length - 1], 1);
    const ahead = daysFrom(after > today(zone.value) ? after : today(zone.value), 14);
    const end = instant(addDays(ahead[13], 1), 0, zone.value);
    try {
      const known = await get(`${here.value}/time-blocks/stream`, { date_from: rfc3339(instant(ahead[0], 0, zone.value)), date_to: rfc3339(end) });
      return nextFree(duration, ahead, known.map(blockOf));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return null;
    }
  });
  return searched;
}

/**
 * @param {any} task @param {import("../store/calendar.js").Block} block
 * @param {boolean} [found] whether it lies in the first gap of its length: what was passed over for it is said
 */
export async function tellPlanned(task, block, found = false) {
  const { day, minutes } = wall(block.start, zone.value);
  const planned = t("grid.planned.done", { name: task.name, day: `${weekdayName(day)} ${shortDate(day)}`, from: clockTime(minutes) });
  const hit = await clash(block.start, block.duration, block.id);
  const sooner = found ? nextFree(LITTLE) : null;
  const passed = sooner !== null && sooner < block.start ? t("grid.noGap", { length: duration(block.duration) }) : "";
  tell([planned, hit, passed].filter(Boolean).join(" · "), { offer: { word: "note.show", act: () => show(block.id, day) } });
}

/** Turns the calendar to the block and focuses it. @param {number} id @param {string} day */
function show(id, day) {
  if (place.value !== "today" && place.value !== "week") go("week");
  if (span.value === "month" || span.value === "team") span.value = "week";
  if (!days.value.includes(day)) anchor.value = day;
  const until = performance.now() + PATIENCE;
  const look = () => {
    const block = document.getElementById(`block-${id}`);
    if (block) {
      block.scrollIntoView({ block: "center", inline: "nearest" });
      block.focus({ preventScroll: true });
    } else if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
}
