// The days side by side: heads with their totals, hours, and in each day the plan as a band and the actual as a thread.

import { html, useLayoutEffect, useMemo, useRef } from "../vendor/preact.js";
import { anchor, blocks, days, entries, goToday, now, ready, turn } from "../store/calendar.js";
import { capacity, span, zoom } from "../store/preferences.js";
import { firstDay, zone } from "../store/session.js";
import { clockTime, dateRange, dayNumber, duration, fullDate, hourLabel, weekdayName } from "../time/format.js";
import { pieces, today, wall } from "../time/zone.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { Ghost, PlannedBlock, TrackedBlock } from "./block.js";
import { begin, drafted, settleDraft } from "./drag.js";
import { pack } from "./pack.js";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const SPANS = /** @type {const} */ (["day", "three", "work", "week"]);

/** Everything of the days on show, cut at midnights, by day. */
function useDays() {
  const shown = days.value;
  const [planned, tracked, at] = [blocks.value, entries.value, now.value];
  return useMemo(() => {
    /** @type {Map<string, {planned: any[], tracked: any[], plannedSeconds: number, trackedSeconds: number}>} */
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

function Toolbar({ all }) {
  const shown = days.value;
  let [planned, tracked] = [0, 0];
  for (const one of all.values()) {
    planned += one.plannedSeconds;
    tracked += one.trackedSeconds;
  }
  return html`<div class="grid-bar">
    <h1>${dateRange(shown[0], shown[shown.length - 1])}</h1>
    <div class="joined">
      <button aria-label=${t("grid.previous")} onClick=${() => turn(-1)}><${Icon} name="left" /></button>
      <button onClick=${goToday}>${t("grid.today")}</button>
      <button aria-label=${t("grid.next")} onClick=${() => turn(1)}><${Icon} name="right" /></button>
    </div>
    <div class="legend">
      <span><i class="swatch pale"></i>${t("grid.planned", { duration: duration(planned) })}</span>
      <span><i class="swatch solid"></i>${t("grid.tracked", { duration: duration(tracked) })}</span>
    </div>
    <div class="joined" role="group">
      ${SPANS.map(
        (one) => html`<button aria-pressed=${span.value === one} onClick=${() => (span.value = one)}>${t(`grid.${one}`)}</button>`,
      )}
    </div>
  </div>`;
}

function DayHead({ day, of }) {
  const most = Math.max(capacity.value * 3600, of.plannedSeconds, of.trackedSeconds, 1);
  const figures = `${of.trackedSeconds ? duration(of.trackedSeconds) : "–"} / ${of.plannedSeconds ? duration(of.plannedSeconds) : "–"}`;
  const label = t("grid.dayHead", { day: fullDate(day), tracked: duration(of.trackedSeconds), planned: duration(of.plannedSeconds) });
  return html`<div class=${`day-head${day === today(zone.value) ? " is-today" : ""}`} role="columnheader" aria-label=${label}>
    <span class="day-name">${weekdayName(day)} <b>${dayNumber(day)}</b></span>
    <span class="day-figures">
      <span class="bar">
        <i class="pale" style=${{ width: `${(of.plannedSeconds / most) * 100}%` }}></i>
        <i class=${of.trackedSeconds > capacity.value * 3600 ? "over" : "solid"} style=${{ width: `${(of.trackedSeconds / most) * 100}%` }}></i>
      </span>
      <span class="figures">${figures}</span>
    </span>
  </div>`;
}

function Draft({ day }) {
  const draft = drafted.value;
  if (!draft || draft.day !== day) return null;
  const box = { top: `${(draft.from / 60) * zoom.value}px`, height: `${(draft.minutes / 60) * zoom.value}px` };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter") settleDraft(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    if (event.key === "Escape") drafted.value = null;
  };
  return html`<div class="block ghost draft" style=${box}>
    <input
      aria-label=${t("grid.newBlock")}
      placeholder=${t("grid.newBlock")}
      ref=${(/** @type {HTMLInputElement | null} */ input) => input?.focus()}
      onKeyDown=${onKeyDown}
      onBlur=${(/** @type {any} */ event) => settleDraft(event.currentTarget.value)}
    />
    <span class="block-time">${clockTime(draft.from)} – ${clockTime(draft.from + draft.minutes)}</span>
  </div>`;
}

function NowLine({ day }) {
  const at = wall(now.value, zone.value);
  return at.day === day ? html`<div class="now-line" style=${{ top: `${(at.minutes / 60) * zoom.value}px` }}></div>` : null;
}

function DayColumn({ day, of }) {
  const planned = useMemo(() => pack(of.planned), [of]);
  const tracked = useMemo(() => pack(of.tracked), [of]);
  const draw = (/** @type {PointerEvent} */ event) => {
    if (event.target === event.currentTarget && event.pointerType !== "touch") begin(event, "create", null);
  };
  return html`<div class=${`day-column${day === today(zone.value) ? " is-today" : ""}`} data-day=${day} role="cell">
    <div class="lane plan" onPointerDown=${draw}>
      ${planned.map((piece) => html`<${PlannedBlock} key=${piece.block.id} piece=${piece} />`)}
      <${Ghost} day=${day} />
      <${Draft} day=${day} />
    </div>
    <div class="lane actual">
      ${tracked.map((piece) => html`<${TrackedBlock} key=${piece.entry.id} piece=${piece} />`)}
    </div>
    <${NowLine} day=${day} />
  </div>`;
}

/** The calendar. */
export function Grid() {
  const all = useDays();
  const scroll = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const grid = scroll.current;
    if (!grid) return;
    grid.scrollTop = 7.75 * zoom.value;
    const column = /** @type {HTMLElement | null} */ (grid.querySelector(".day-column.is-today"));
    if (column) grid.scrollLeft = column.offsetLeft - 56;
  }, []);
  void [anchor.value, firstDay.value];
  const columns = { "--days": days.value.length, "--hour": `${zoom.value}px` };
  return html`<main class="planner-grid" id="planner" tabindex="-1" aria-label=${t("grid.label")}>
    <${Toolbar} all=${all} />
    <div class=${`grid-scroll${ready.value ? "" : " waiting"}`} ref=${scroll} style=${columns} role="table" aria-label=${t("grid.label")} tabindex="0">
      <div class="grid-heads" role="row">
        <div class="corner" role="columnheader"><span class="unseen">${t("grid.hours")}</span></div>
        ${days.value.map((day) => html`<${DayHead} key=${day} day=${day} of=${all.get(day)} />`)}
      </div>
      <div class="grid-body" role="row">
        <div class="hours" role="rowheader" aria-hidden="true">
          ${HOURS.map((hour) => html`<span style=${{ top: `${hour * zoom.value}px` }}>${hour ? hourLabel(hour) : ""}</span>`)}
        </div>
        ${days.value.map((day) => html`<${DayColumn} key=${day} day=${day} of=${all.get(day)} />`)}
      </div>
    </div>
  </main>`;
}
