// What lies on each of the days on show, and how long it is.

import { useMemo } from "../vendor/preact.js";
import { blocks, days, entries, now } from "../store/calendar.js";
import { zone } from "../store/session.js";
import { pieces, wall } from "../time/zone.js";

/** @typedef {{planned: any[], tracked: any[], plannedSeconds: number, trackedSeconds: number}} DayContent */

/** Everything of the days on show, cut at midnights, by day. */
export function useDays() {
  const shown = days.value;
  const [planned, tracked, at] = [blocks.value, entries.value, now.value];
  return useMemo(() => {
    /** @type {Map<string, DayContent>} */
    const found = new Map(shown.map((day) => [day, { planned: [], tracked: [], plannedSeconds: 0, trackedSeconds: 0 }]));
    for (const block of planned.values()) {
      for (const piece of pieces(block.start, block.start + block.duration * 1000, shown, zone.value)) {
        found.get(piece.day)?.planned.push({ ...piece, block });
      }
      const on = found.get(wall(block.start, zone.value).day);
      if (on) on.plannedSeconds += block.duration;
    }
    for (const entry of tracked.values()) {
      const seconds = entry.duration ?? Math.max(0, (at - entry.start) / 1000);
      for (const piece of pieces(entry.start, entry.start + seconds * 1000, shown, zone.value)) {
        found.get(piece.day)?.tracked.push({ ...piece, entry });
      }
      // An entry counts whole on the day on which it starts.
      const on = found.get(wall(entry.start, zone.value).day);
      if (on && entry.type !== "break") on.trackedSeconds += seconds;
    }
    return found;
  }, [shown, planned, tracked, at, zone.value]);
}
