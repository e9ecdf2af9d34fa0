// Tasks along time: a bar from the first day to the last, moved and stretched by the pointer or by keys.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { announce } from "../store/notes.js";
import { open, query, refine } from "../store/place.js";
import { firstDay, here, zone } from "../store/session.js";
import { conditions } from "../store/task-filters.js";
import { edit } from "../store/task-edit.js";
import { dateRange, dayNumber, monthName, shortDate } from "../time/format.js";
import { DAY, addDays, daysFrom, startOfWeek, today, weekday } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { forward, sideways } from "../ui/direction.js";
import { Icon } from "../ui/icons.js";
import { byFinger, press, steady } from "../ui/press.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";

const DAYS = 42;
const MOST = 100;
/** So many days on or back at once. */
const STEP = 28;
/** What is being dragged: the task with the days that it would have. @type {import("../vendor/preact.js").Signal<{id: number, from: string, to: string} | null>} */
const held = signal(null);

const daysBetween = (/** @type {string} */ from, /** @type {string} */ to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
/** What was settled last and is not read again yet: the next key begins there. */
const ahead = signal(/** @type {{id: number, from: string, to: string} | null} */ (null));
const spanOf = (/** @type {any} */ task) => {
  const settled = ahead.value;
  return settled && settled.id === task.id ? settled : { from: task.start_date ?? task.end_date, to: task.end_date ?? task.start_date };
};

/** The days after a move by so many, or with the end moved alone; never ending before it begins. */
function shifted(/** @type {{from: string, to: string}} */ span, /** @type {number} */ by, /** @type {boolean} */ endOnly) {
  const to = addDays(span.to, by);
  if (!endOnly) return { from: addDays(span.from, by), to };
  return { from: span.from, to: to < span.from ? span.from : to };
}

/** @param {PointerEvent} event @param {any} task @param {boolean} endOnly @param {(span: {from: string, to: string}) => unknown} settle */
function grab(event, task, endOnly, settle) {
  event.stopPropagation();
  const row = /** @type {HTMLElement} */ (event.currentTarget).closest(".timeline-lane");
  const width = (row?.getBoundingClientRect().width ?? DAYS) / DAYS;
  const before = spanOf(task);
  const follow = (/** @type {PointerEvent} */ moved) => {
    const by = Math.round(((moved.clientX - event.clientX) * forward()) / width);
    held.value = { id: task.id, ...shifted(before, by, endOnly) };
  };
  const cancel = () => (held.value = null);
  const drop = () => {
    const after = held.value;
    cancel();
    if (after && (after.from !== before.from || after.to !== before.to)) settle(after);
  };
  press(event, { follow, drop, cancel });
}

function Bar({ task, first, settle }) {
  const span = held.value?.id === task.id ? held.value : spanOf(task);
  if (!span) return null;
  const from = Math.max(0, daysBetween(first, span.from));
  const to = Math.min(DAYS, daysBetween(first, span.to) + 1);
  if (to <= 0 || from >= DAYS) return null;
  const label = t("timeline.bar", { name: task.name, from: shortDate(span.from), to: shortDate(span.to) });
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const by = sideways(event);
    if (by && (event.altKey || event.shiftKey)) settle(shifted(spanOf(task), by, event.shiftKey));
    else if (event.key === "Enter") open(task.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div
    class=${`timeline-bar${held.value?.id === task.id ? " held" : ""}${task.status?.type === "done" ? " done" : ""}`}
    style=${{ ...paint(task.project), insetInlineStart: `${(from / DAYS) * 100}%`, width: `${((to - from) / DAYS) * 100}%` }}
    role="button" tabindex="0" aria-label=${label} title=${label}
    onKeyDown=${onKeyDown}
    onClick=${() => byFinger() && open(task.id)}
    onDblClick=${() => open(task.id)}
    onPointerDown=${(/** @type {PointerEvent} */ event) => grab(event, task, false, settle)}
  ><i class="timeline-end" onPointerDown=${(/** @type {PointerEvent} */ event) => grab(event, task, true, settle)}></i></div>`;
}

function Heads({ days }) {
  const day = today(zone.value);
  return html`<div class="timeline-row timeline-heads" aria-hidden="true">
    <span class="timeline-name"></span>
    <span class="timeline-lane">
      ${days.map(
        (/** @type {string} */ one, /** @type {number} */ index) => html`<span class=${`timeline-day${weekday(one) % 6 === 0 ? " off" : ""}${one === day ? " is-today" : ""}`}>
          ${index === 0 || one.endsWith("-01") ? html`<b>${monthName(one)}</b>` : ""}
          <span>${dayNumber(one)}</span>
        </span>`,
      )}
    </span>
  </div>`;
}

/** The view. */
export function Timeline() {
  const first = /^\d{4}-\d\d-\d\d$/.test(query.value.from ?? "") ? query.value.from : addDays(startOfWeek(today(zone.value), firstDay.value), -7);
  const days = daysFrom(first, DAYS);
  const last = days[DAYS - 1];
  const asked = { ...conditions.value, dates_overlap_start: first, dates_overlap_end: last, order_by: ["start_date", "end_date"], per_page: MOST };
  const { found, again, unread, busy } = useShown(["task", "project", "status"], () => get(`${here.value}/tasks`, asked), [JSON.stringify(asked), here.value]);
  const tasks = /** @type {any[]} */ (found.value?.data ?? []).filter((task) => spanOf(task).from);
  const settle = async (/** @type {any} */ task, /** @type {{from: string, to: string}} */ span) => {
    // Only the dates that the task has are given others.
    const fields = { ...(task.start_date || span.from !== span.to ? { start_date: span.from } : {}), end_date: span.to };
    announce(t("timeline.bar", { name: task.name, from: shortDate(span.from), to: shortDate(span.to) }));
    const mine = { id: task.id, ...span };
    ahead.value = mine;
    if (await edit([task], fields)) await again();
    if (ahead.value === mine) ahead.value = null;
  };
  const now = daysBetween(first, today(zone.value));
  const rows = useRef(/** @type {HTMLElement | null} */ (null));
  // Where there is no room for all weeks, yesterday comes first.
  useLayoutEffect(() => {
    const box = rows.current;
    const lane = box?.querySelector(".timeline-lane");
    if (box && lane) box.scrollLeft = (forward() * lane.clientWidth * Math.max(0, now - 1)) / DAYS;
  }, [first]);
  const turn = (/** @type {number} */ by) => refine({ from: addDays(first, by) });
  return html`<div class="box timeline" aria-busy=${busy}>
    ${unread}
    <div class="page-bar">
      <h2>${dateRange(first, last)}</h2>
      <div class="joined">
        <button aria-label=${t("grid.previous")} onClick=${() => turn(-STEP)}><${Icon} name="left" /></button>
        <button onClick=${() => refine({ from: null })}>${t("grid.today")}</button>
        <button aria-label=${t("grid.next")} onClick=${() => turn(STEP)}><${Icon} name="right" /></button>
      </div>
    </div>
    <p class="unseen" id="timeline-hint">${t("timeline.hint")}</p>
    <div class="scroll-x" ref=${rows} tabindex="0" role="group" aria-label=${t("tasks.timeline")} aria-describedby="timeline-hint">
      <div class="timeline-rows" ...${steady}>
        <${Heads} days=${days} />
        ${tasks.map(
          (task) => html`<div class="timeline-row" key=${task.id}>
            <button class="timeline-name" dir="auto" onClick=${() => open(task.id)}><i class="dot" style=${paint(task.project)}></i> ${task.name}</button>
            <div class="timeline-lane">
              ${now >= 0 && now < DAYS && html`<i class="timeline-now" style=${{ insetInlineStart: `${((now + 0.5) / DAYS) * 100}%` }}></i>`}
              <${Bar} task=${task} first=${first} settle=${(/** @type {any} */ span) => settle(task, span)} />
            </div>
          </div>`,
        )}
      </div>
    </div>
    ${found.value && !tasks.length && html`<p class="empty">${t("timeline.empty")}</p>`}
    ${found.value?.total > MOST && html`<p class="empty">${t("board.more", { count: found.value.total - MOST })}</p>`}
  </div>`;
}
