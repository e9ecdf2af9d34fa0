// What lies on each of the days on show, and how long it is. What did not change stays the same object, down to the piece of
// a block on a day: of a week that is full only the days and blocks that changed are drawn anew.

import { useMemo, useRef } from "../vendor/preact.js";
import { blocks, entries } from "../store/calendar.js";
import { days, now } from "../store/shown.js";
import { zone } from "../store/session.js";
import { pieces, wall } from "../time/zone.js";

/** @typedef {{planned: any[], tracked: any[], plannedSeconds: number, trackedSeconds: number}} DayContent */
/** @typedef {{pieces: any[], day: string}} Cut its pieces, and the day on which it starts */

/**
 * Cuts at midnights, each block and entry once.
 * @param {readonly string[]} shown @param {string} inZone
 */
function cutter(shown, inZone) {
  /** @type {WeakMap<object, Cut & {end: number}>} */
  const done = new WeakMap();
  return (/** @type {"block" | "entry"} */ as, /** @type {{start: number}} */ one, /** @type {number} */ seconds) => {
    const end = one.start + seconds * 1000;
    const before = done.get(one);
    if (before?.end === end) return before;
    const cut = { end, day: wall(one.start, inZone).day, pieces: pieces(one.start, end, shown, inZone).map((piece) => ({ ...piece, [as]: one })) };
    done.set(one, cut);
    return cut;
  };
}

const sameList = (/** @type {any[]} */ one, /** @type {any[]} */ other) => one.length === other.length && one.every((piece, index) => piece === other[index]);

/** @param {DayContent} one @param {DayContent | undefined} other */
const same = (one, other) =>
  other !== undefined && one.trackedSeconds === other.trackedSeconds && one.plannedSeconds === other.plannedSeconds && sameList(one.planned, other.planned) && sameList(one.tracked, other.tracked);

/** @param {readonly string[]} shown @param {ReturnType<typeof cutter>} cut @param {number} at now @returns {Map<string, DayContent>} */
function sorted(shown, cut, at) {
  /** @type {Map<string, DayContent>} */
  const found = new Map(shown.map((day) => [day, { planned: [], tracked: [], plannedSeconds: 0, trackedSeconds: 0 }]));
  for (const block of blocks.value.values()) {
    const { pieces, day } = cut("block", block, block.duration);
    for (const piece of pieces) found.get(piece.day)?.planned.push(piece);
    const on = found.get(day);
    if (on) on.plannedSeconds += block.duration;
  }
  for (const entry of entries.value.values()) {
    const seconds = entry.duration ?? Math.max(0, (at - entry.start) / 1000);
    const { pieces, day } = cut("entry", entry, seconds);
    for (const piece of pieces) found.get(piece.day)?.tracked.push(piece);
    // An entry counts whole on the day on which it starts.
    const on = found.get(day);
    if (on && entry.type !== "break") on.trackedSeconds += seconds;
  }
  return found;
}

/** Everything of the days on show, cut at midnights, by day. */
export function useDays() {
  const [shown, at] = [days.value, now.value];
  const before = useRef(/** @type {Map<string, DayContent>} */ (new Map()));
  const cut = useMemo(() => cutter(shown, zone.value), [shown, zone.value]);
  return useMemo(() => {
    const found = sorted(shown, cut, at);
    for (const [day, of] of found) {
      const old = before.current.get(day);
      if (old && same(of, old)) found.set(day, old);
    }
    before.current = found;
    return found;
  }, [cut, blocks.value, entries.value, at]);
}
