// The days side by side: heads with their totals, hours, and in each day the plan as a band and the actual as a thread.

import { html, useLayoutEffect, useMemo, useRef } from "../vendor/preact.js";
import { readFor, ready } from "../store/calendar.js";
import { arrived } from "../store/planning.js";
import { anchor, days, now } from "../store/shown.js";
import { events, known } from "../store/events.js";
import { span, zoom } from "../store/preferences.js";
import { capacity, dayBegins, dayEnds, firstDay, zone } from "../store/session.js";
import { running } from "../store/timer.js";
import { clockTime, dayNumber, duration, fullDate, hourLabel, sideBySide, weekdayName } from "../time/format.js";
import { pieces, today, wall } from "../time/zone.js";
import { forward } from "../ui/direction.js";
import { Lazy, Part } from "../ui/lazy.js";
import { steady } from "../ui/press.js";
import { t } from "../words/words.js";
import { asked, edited } from "./actions.js";
import { AllDay } from "./all-day.js";
import { Ghost, PlannedBlock, TrackedBlock } from "./block.js";
import { useDays } from "./days.js";
import { begin, drafted } from "./drag.js";
import { gather, pack } from "./pack.js";
import { Toolbar } from "./toolbar.js";
import { isEmpty } from "./walk.js";

/** The views of the calendar without hours. */
const OTHERS = {
  month: () => import("./month.js").then((view) => view.Month),
  team: () => import("./team.js").then((view) => view.Team),
};
const draft = () => import("./draft.js").then((part) => part.Draft);
const when = () => import("./when.js").then((part) => part.When);
const elsewhere = () => import("./elsewhere.js").then((part) => part.Elsewhere);
const pile = () => import("./pile.js").then((part) => part.Pile);
const entry = () => import("./entry.js").then((part) => part.EntryDialog);
/** With a bit of the day before. */
const HOURS_WIDTH = 56;
/** The minutes that are shown before the work of a day, or before what is planned earlier. */
const BEFORE = 60;
const MARGIN = 15;
/** What of a block is too little to see. */
const SLIVER = 20;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function DayHead({ day, of }) {
  const most = Math.max(capacity.value * 3600, of.plannedSeconds, of.trackedSeconds, 1);
  const label = t("grid.dayHead", { day: fullDate(day), tracked: duration(of.trackedSeconds), planned: duration(of.plannedSeconds) });
  return html`<div class=${`day-head${day === today(zone.value) ? " is-today" : ""}`} role="columnheader" aria-label=${label}>
    <span class="day-name">${weekdayName(day)} <b>${dayNumber(day)}</b></span>
    <span class="day-figures">
      <span class="bar">
        <i class="pale" style=${{ width: `${(of.plannedSeconds / most) * 100}%` }}></i>
        <i class=${of.trackedSeconds > capacity.value * 3600 ? "over" : "solid"} style=${{ width: `${(of.trackedSeconds / most) * 100}%` }}></i>
      </span>
      <span class="figures" title=${label}>${sideBySide(of.plannedSeconds, of.trackedSeconds)}</span>
    </span>
  </div>`;
}

function Draft({ day }) {
  return drafted.value?.day === day && html`<${Part} load=${draft} />`;
}

function NowLine({ day }) {
  const at = wall(now.value, zone.value);
  return at.day === day ? html`<div class="now-line" style=${{ top: `${(at.minutes / 60) * zoom.value}px` }}></div>` : null;
}

/** Events of other calendars that day, behind one's own plan. */
function Outside({ day }) {
  const found = events.value.filter((event) => !event.allDay).flatMap((event) => pieces(event.start, event.end, [day], zone.value).map((piece) => ({ ...piece, event })));
  return pack(found).map(({ event, from, to, column, columns }) => {
    const label = t("grid.event", { name: event.title, from: clockTime(from), to: clockTime(to), day: fullDate(day) });
    const box = { top: `${(from / 60) * zoom.value}px`, height: `${Math.max(((to - from) / 60) * zoom.value - 2, 14)}px`, insetInlineStart: `${(column / columns) * 100}%`, width: `calc(${100 / columns}% - 3px)` };
    return html`<div class=${`block outside${to - from <= 30 ? " short" : ""}`} key=${event.id} style=${box} role="img" aria-label=${label} title=${label}>
      <span class="block-name" dir="auto">${event.title}</span><span class="block-time">${clockTime(from)}<span class="till"> – ${clockTime(to)}</span></span>
    </div>`;
  });
}

/** @param {{day: string, of: import("./days.js").DayContent}} props */
function DayColumn({ day, of }) {
  const planned = useMemo(() => pack(of.planned), [of]);
  const runs = running.value?.id;
  const tracked = useMemo(() => pack(gather(of.tracked, runs)), [of, runs]);
  const draw = (/** @type {PointerEvent} */ event) => {
    if (event.target === event.currentTarget) begin(event, "create", null);
  };
  return html`<div class=${`day-column${day === today(zone.value) ? " is-today" : ""}`} data-day=${day} role="cell">
    <div class="lane plan" onPointerDown=${draw}>
      <${Outside} day=${day} />
      ${planned.map((piece) => html`<${PlannedBlock} key=${piece.block.id} piece=${piece} />`)}
      <${Ghost} day=${day} />
      <${Draft} day=${day} />
    </div>
    <div class="lane actual">
      ${tracked.map((piece) => (piece.pile ? html`<${Part} key=${`pile ${piece.entry.id}`} load=${pile} piece=${piece} />` : html`<${TrackedBlock} key=${piece.entry.id} piece=${piece} />`))}
    </div>
    <${NowLine} day=${day} />
  </div>`;
}

/** The calendar. */
export function Grid() {
  const other = OTHERS[/** @type {keyof typeof OTHERS} */ (span.value)];
  const shut = () => (asked.value = null);
  return html`${other ? html`<${Lazy} key=${span.value} load=${other} of="planner-grid" />` : html`<${Hours} />`}
    ${asked.value && html`<${Part} load=${when} asked=${asked.value} onClose=${shut} />`}
    ${edited.value && html`<${Part} load=${entry} entry=${edited.value} onClose=${() => (edited.value = null)} />`}`;
}

/** Scrolls to where the work of a day begins, or what is planned before it; further down where now would be out of sight. @param {HTMLElement} grid @param {Map<string, import("./days.js").DayContent>} all */
function begins(grid, all) {
  const [top, body] = [".grid-top", ".grid-body"].map((part) => /** @type {HTMLElement} */ (grid.querySelector(part)));
  const starts = [...all.values()].flatMap((of) => of.planned.filter((piece) => piece.first).map((piece) => piece.from));
  const at = wall(now.value, zone.value);
  const seen = ((grid.clientHeight - top.offsetHeight) / zoom.value) * 60;
  const from = Math.min(Math.max(dayBegins.value - BEFORE, MARGIN), ...starts) - MARGIN;
  const isWork = all.has(at.day) && at.minutes <= dayEnds.value;
  const first = isWork ? Math.max(from, at.minutes + 60 - seen) : from;
  grid.scrollTop = body.offsetTop - top.offsetHeight + (first / 60) * zoom.value;
  const column = /** @type {HTMLElement | null} */ (grid.querySelector(".day-column.is-today"));
  if (!column) return;
  // So that the day begins beside the hours, which stay where they are.
  const { left, right } = grid.getBoundingClientRect();
  const box = column.getBoundingClientRect();
  grid.scrollLeft += forward() > 0 ? box.left - left - HOURS_WIDTH : box.right - right + HOURS_WIDTH;
}

/** Scrolls to a block that nobody sees; one of which there is something to see stays where it is. @param {HTMLElement | null} block */
function bring(block) {
  const scroll = block?.closest(".grid-scroll");
  const [box, grid, top] = [block, scroll, scroll?.querySelector(".grid-top")].map((one) => one?.getBoundingClientRect());
  if (box && grid && top && (box.top > grid.bottom - SLIVER || box.bottom < top.bottom + SLIVER)) block?.scrollIntoView({ block: "nearest" });
}

/** Days with their hours. */
function Hours() {
  const all = useDays();
  const scroll = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (scroll.current) begins(scroll.current, all);
  }, [readFor.value]);
  useLayoutEffect(() => {
    const [box, top] = [scroll.current, scroll.current?.querySelector(".grid-top")];
    if (!box || !(top instanceof HTMLElement)) return;
    // What is scrolled to comes out under it.
    const watch = new ResizeObserver(() => box.style.setProperty("--top", `${top.offsetHeight}px`));
    watch.observe(top);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => bring(document.getElementById(`block-${arrived.value}`)), [arrived.value]);
  void [anchor.value, firstDay.value];
  const columns = { "--days": days.value.length, "--hour": `${zoom.value}px` };
  return html`<main class="planner-grid" id="planner" tabindex="-1" aria-label=${t("grid.label")}>
    <${Toolbar} all=${all} />
    <div class=${`grid-scroll${ready.value && known.value ? "" : " waiting"}`} ref=${scroll} style=${columns} role="table" aria-label=${t("grid.label")} tabindex=${isEmpty.value ? 0 : -1}>
      <div class="grid-top" role="rowgroup"><div class="grid-heads" role="row">
        <div class="corner" role="columnheader"><span class="unseen">${t("grid.hours")}</span><${Part} load=${elsewhere} /><small aria-hidden="true">${t("panel.planned")} /<br />${t("panel.tracked")}</small></div>
        ${days.value.map((day) => html`<${DayHead} key=${day} day=${day} of=${all.get(day)} />`)}
      </div>
      <${AllDay} /></div>
      <div class="grid-body" role="row" ...${steady}>
        <div class="hours" role="rowheader" aria-hidden="true">
          ${HOURS.map((hour) => html`<span style=${{ top: `${hour * zoom.value}px` }}>${hour ? hourLabel(hour) : ""}</span>`)}
        </div>
        ${days.value.map((day) => html`<${DayColumn} key=${day} day=${day} of=${all.get(day)} />`)}
      </div>
    </div>
    <p class="block-hint" id="block-hint">${t("grid.hint")}</p>
  </main>`;
}
