// A month at a glance: what each day has planned and tracked, and what is due. A day opens by click or Enter.

import { batch, html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { anchor, days, turn } from "../store/shown.js";
import { dues } from "../store/events.js";
import { span } from "../store/preferences.js";
import { zone } from "../store/session.js";
import { open } from "../store/place.js";
import { clockTime, dayNumber, duration, fullDate, sideBySide, weekdayName } from "../time/format.js";
import { addDays, today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { sideways } from "../ui/direction.js";
import { t } from "../words/words.js";
import { eventsOf } from "./all-day.js";
import { useDays } from "./days.js";
import { Toolbar } from "./toolbar.js";

const MOST = 4;

function openDay(/** @type {string} */ day) {
  batch(() => {
    anchor.value = day;
    span.value = "day";
  });
}

/** @param {{day: string, of: import("./days.js").DayContent, month: string, current: string, go: (day: string) => void}} props */
function Day({ day, of, month, current, go }) {
  const cell = useRef(/** @type {HTMLElement | null} */ (null));
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== event.currentTarget) return;
    const by = { ArrowUp: -7, ArrowDown: 7 }[event.key] ?? sideways(event);
    if (by) go(addDays(day, by));
    else if (event.key === "Enter") openDay(day);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const blocks = [...of.planned].sort((one, other) => one.from - other.from);
  const due = dues.value.filter((task) => task.end_date === day);
  const label = t("grid.dayHead", { day: fullDate(day), tracked: duration(of.trackedSeconds), planned: duration(of.plannedSeconds) });
  const lines = [
    ...eventsOf(day).map((event) => html`<li class="day-event" dir="auto">${event.title}</li>`),
    ...due.map((task) => html`<li><button class="day-due" style=${paint(task.project)} dir="auto" aria-label=${t("grid.due", { name: task.name })} onClick=${() => open(task.id)}>${task.name}</button></li>`),
    ...blocks.map(({ block, from }) => html`<li class=${`month-block${block.done ? " done" : ""}`} style=${paint(block.task?.project)}><i class="dot"></i> ${clockTime(from)} <span dir="auto">${block.task?.name ?? t("grid.hidden")}</span></li>`),
  ];
  return html`<div
    ref=${cell}
    id=${`month-${day}`}
    class=${`month-day${day.slice(0, 7) === month ? "" : " off"}${day === today(zone.value) ? " is-today" : ""}`}
    role="gridcell" tabindex=${day === current ? 0 : -1} aria-label=${label}
    onKeyDown=${onKeyDown} onDblClick=${() => openDay(day)}
  >
    <header><button class="day-number" tabindex="-1" aria-label=${fullDate(day)} onClick=${() => openDay(day)}>${dayNumber(day)}</button>
      ${of.plannedSeconds + of.trackedSeconds > 0 && html`<small title=${label}>${sideBySide(of.plannedSeconds, of.trackedSeconds)}</small>`}</header>
    <ul>${lines.slice(0, MOST)}</ul>
    ${lines.length > MOST && html`<small>${t("board.more", { count: lines.length - MOST })}</small>`}
  </div>`;
}

/** The view. */
export function Month() {
  const all = useDays();
  const month = (anchor.value || today(zone.value)).slice(0, 7);
  const current = useRef("");
  if (!days.value.includes(current.current)) current.current = days.value.find((day) => day === (anchor.value || today(zone.value))) ?? days.value[0];
  const wanted = useRef("");
  const go = (/** @type {string} */ day) => {
    current.current = day;
    wanted.current = day;
    if (!days.value.includes(day) || day.slice(0, 7) !== month) {
      turn(day.slice(0, 7) > month ? 1 : -1);
      anchor.value = day;
    } else focus();
  };
  const focus = () => {
    if (!wanted.current) return;
    document.getElementById(`month-${wanted.current}`)?.focus();
    wanted.current = "";
  };
  useLayoutEffect(focus);
  const weeks = Array.from({ length: 6 }, (_, week) => days.value.slice(week * 7, week * 7 + 7));
  return html`<main class="planner-grid" id="planner" tabindex="-1" aria-label=${t("grid.label")}>
    <${Toolbar} all=${all} />
    <div class="month" role="grid" aria-label=${t("grid.month")}>
      <div class="month-heads" role="row">${weeks[0].map((day) => html`<span role="columnheader">${weekdayName(day)}</span>`)}</div>
      ${weeks.map(
        (week) => html`<div class="month-week" role="row" key=${week[0]}>
          ${week.map((day) => html`<${Day} key=${day} day=${day} of=${all.get(day)} month=${month} current=${current.current} go=${go} />`)}
        </div>`,
      )}
    </div>
  </main>`;
}
