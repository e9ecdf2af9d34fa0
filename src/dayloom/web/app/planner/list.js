// The tasks beside the calendar: to drag on to it, plan by key, start, or tick off.

import { html, useEffect, useLayoutEffect, useMemo, useRef } from "../vendor/preact.js";
import { nextFree, plan } from "../store/planning.js";
import { days } from "../store/shown.js";
import { announce, tell } from "../store/notes.js";
import { guide } from "../store/preferences.js";
import { arrived, dayBegins, zone } from "../store/session.js";
import { open } from "../store/place.js";
import { start } from "../store/timer.js";
import * as store from "../store/tasks.js";
import { duration, shortDate, weekdayName } from "../time/format.js";
import { addDays, instant, today } from "../time/zone.js";
import { AddTask } from "../tasks/add.js";
import { paint } from "../ui/colour.js";
import { Icon } from "../ui/icons.js";
import { Part } from "../ui/lazy.js";
import { openMenu } from "../ui/menu.js";
import { Unread } from "../ui/notes.js";
import { byFinger, steady } from "../ui/press.js";
import { useRows } from "../ui/rows.js";
import { t } from "../words/words.js";
import { askWhen } from "./actions.js";
import { begin, minutesOf } from "./drag.js";

const steps = () => import("./guide.js").then((part) => part.Guide);
const LISTS = /** @type {const} */ (["plan", "today", "overdue", "someday"]);
/** About how high a task is. */
const ROW = 48;

/** @param {any} task @param {number} start milliseconds @param {number} seconds @param {boolean} [found] whether that is the first gap of its length */
async function planAndTell(task, start, seconds, found = false) {
  const block = await plan(task, start, seconds);
  if (block) (await import("./told.js")).tellPlanned(task, block, found);
}

/** Plans a task in the next free slot. @param {any} task */
export async function planNext(task) {
  const seconds = minutesOf(task) * 60;
  const at = nextFree(seconds) ?? (await (await import("./told.js")).laterFree(seconds));
  if (at === null) {
    tell(t("grid.full"), { bad: true });
    return;
  }
  store.planned(task.id);
  await planAndTell(task, at, seconds, true);
}

/** Asks for the time, beginning with the next free slot. @param {any} task */
function planAt(task) {
  const seconds = minutesOf(task) * 60;
  const free = nextFree(seconds) ?? instant(days.value[0], dayBegins.value, zone.value);
  askWhen(task.name, free, seconds, (start, length) => {
    store.planned(task.id);
    planAndTell(task, start, length);
  });
}

function dueWord(/** @type {any} */ task) {
  if (!task.end_date) return null;
  const day = today(zone.value);
  const late = task.end_date < day;
  const near = task.end_date <= addDays(day, 6) && !late;
  return { text: near ? weekdayName(task.end_date) : shortDate(task.end_date), late };
}

const onButton = (/** @type {Event} */ event) => /** @type {HTMLElement} */ (event.target).closest("button") !== null;

/** What the keys do, for the pointer. @param {any} task */
const menu = (task) => [
  { label: t("block.open.task"), act: () => open(task.id), key: "Enter" },
  { label: t("list.planNext"), act: () => planNext(task), key: "X" },
  { label: t("list.planAt"), act: () => planAt(task) },
  { label: t("block.track"), act: () => start(task), key: "Space" },
  { label: t("block.done"), act: () => finish(task), key: "D" },
];

function finish(/** @type {any} */ task) {
  announce(t("list.ticked", { name: task.name }));
  return store.finish(task);
}

/** What a key of the row does as well. */
function Act({ task, word, icon, act }) {
  const label = t(word, { name: task.name });
  return html`<button class="icon-button" aria-label=${label} title=${label} tabindex="-1" onClick=${() => act(task)}><${Icon} name=${icon} /></button>`;
}

function TaskLine({ task, onKey }) {
  const menuAt = (/** @type {MouseEvent} */ event) => openMenu(event.clientX, event.clientY, menu(task));
  const due = dueWord(task);
  const share = task.estimated_mins ? Math.min(1, (task.total_tracked_time ?? 0) / 60 / task.estimated_mins) : 0;
  return html`<li
    id=${`task-${task.id}`}
    data-row=${task.id}
    class=${`task-line${store.current.value === task.id ? " current" : ""}${store.added.value === task.id ? " fresh" : ""}`}
    tabindex=${store.current.value === task.id ? 0 : -1}
    onFocus=${() => (store.current.value = task.id)}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => onKey(event, task)}
    onClick=${(/** @type {Event} */ event) => byFinger() && !onButton(event) && open(task.id)}
    onDblClick=${() => open(task.id)}
    onContextMenu=${(/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      menuAt(event);
    }}
    onPointerDown=${(/** @type {PointerEvent} */ event) => onButton(event) || begin(event, "task", task, 0, menuAt)}
  >
    <button
      class="tick"
      role="checkbox"
      aria-checked="false"
      aria-label=${t("list.done", { name: task.name })}
      tabindex="-1"
      onClick=${() => finish(task)}
    ></button>
    <span class="task-words">
      <span class="task-name" dir="auto">${task.name}</span>
      <span class="task-meta">
        ${task.project && html`<i class="dot" style=${paint(task.project)}></i><span dir="auto">${task.project.name}</span>`}
        ${due && html`<span class=${due.late ? "late" : ""}>${due.late ? t("list.due", { day: due.text }) : due.text}</span>`}
        ${share > 0 && html`<span class="bar small"><i class="solid" style=${{ width: `${share * 100}%` }}></i></span>`}
      </span>
    </span>
    <span class="task-estimate">${task.estimated_mins ? duration(task.estimated_mins * 60) : ""}</span>
    <span class="task-acts">
      <${Act} task=${task} word="list.planOne" icon="week" act=${planNext} />
      <${Act} task=${task} word="list.startOne" icon="play" act=${start} />
    </span>
  </li>`;
}

function Tabs() {
  return html`<div class="tabs" role="tablist">
    ${LISTS.map(
      (one) => html`<button
        role="tab"
        aria-selected=${store.list.value === one}
        onClick=${() => {
          store.loaded.value = false;
          store.list.value = one;
        }}
      >
        ${t(`list.${one}`)}
      </button>`,
    )}
  </div>`;
}

/**
 * Where the row that has the focus leaves the list, planned, done or deleted, the focus goes to the one after it. With
 * the last gone it goes to what says so, and not into the box above: the keys of the page work on.
 * @param {any[]} all @param {(index: number) => unknown} go
 */
function useHeld(all, go) {
  const before = useRef(all);
  const held = Number(/** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest(".task-line"))?.dataset.row);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = all;
    if (!held || all.some((task) => task.id === held)) return;
    const after = was.slice(was.findIndex((task) => task.id === held)).map((task) => task.id);
    const next = all.findIndex((task) => after.includes(task.id));
    go(next < 0 ? all.length - 1 : next);
  });
}

/** The panel. */
export function TaskPanel() {
  const all = store.tasks.value;
  const ids = useMemo(() => all.map((task) => task.id), [all]);
  const rows = useRows(ids, ROW);
  store.shownTo.value = rows.last;
  useLayoutEffect(() => rows.show(0), [store.list.value, store.project.value]);
  useEffect(() => {
    if (rows.last > all.length - 20) store.more();
  }, [rows.last, all.length]);
  const at = (/** @type {number} */ index) => Math.min(Math.max(index, 0), all.length - 1);
  const go = (/** @type {number} */ index) => {
    const task = all[at(index)];
    if (!task) return;
    store.current.value = task.id;
    const row = () => document.getElementById(`task-${task.id}`);
    if (!row()) rows.show(at(index));
    // At once where it is drawn, so that the next key finds it.
    if (row()) row()?.focus();
    else requestAnimationFrame(() => row()?.focus());
  };
  useHeld(all, (index) => (all.length ? go(index) : document.getElementById("list-empty")?.focus()));
  const onKey = (/** @type {KeyboardEvent} */ event, /** @type {any} */ task) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = all.indexOf(task);
    const acts = {
      ArrowDown: () => go(here + 1),
      ArrowUp: () => go(here - 1),
      j: () => go(here + 1),
      k: () => go(here - 1),
      x: () => planNext(task),
      d: () => finish(task),
      " ": () => start(task),
      Enter: () => open(task.id),
    };
    const act = acts[/** @type {keyof typeof acts} */ (event.key)];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  useLayoutEffect(() => {
    if (!arrived.value || !store.loaded.value) return;
    arrived.value = false;
    if (document.activeElement !== document.body) return;
    if (all.length) go(0);
    else document.getElementById("planner")?.focus();
  }, [arrived.value, store.loaded.value]);
  const fresh = store.added.value;
  const place = fresh ? ids.indexOf(fresh) : -1;
  useLayoutEffect(() => {
    const row = document.getElementById(`task-${fresh}`);
    if (row) row.scrollIntoView({ block: "nearest" });
    else if (place >= 0) rows.show(place);
    else if (fresh) store.more(); // it is further down than was read
  }, [fresh, place, all.length]);
  const empty = store.loaded.value && !all.length;
  const drawn = all.slice(rows.first, rows.last);
  const here = store.current.value;
  return html`<section class="task-panel" aria-label=${t("list.label")}>
    <${Tabs} />
    <${AddTask} />
    ${guide.value !== "done" && html`<${Part} load=${steps} />`}
    <div class="task-scroll" ref=${rows.box} onScroll=${rows.onScroll}>
      <${Unread} why=${store.unread} again=${store.load} />
      ${empty && html`<p class="empty" id="list-empty" tabindex="-1">${t(/** @type {any} */ (`list.empty.${store.list.value}`))}</p>`}
      <ul
        class="task-list"
        aria-busy=${!store.loaded.value && !store.unread.value}
        aria-describedby="list-hint"
        tabindex=${drawn.some((task) => task.id === here) ? -1 : 0}
        onFocus=${(/** @type {Event} */ event) => event.target === event.currentTarget && go(ids.indexOf(here))}
        ...${steady}
      >
        ${rows.before}
        ${drawn.map((task) => html`<${TaskLine} key=${task.id} task=${task} onKey=${onKey} />`)}
        ${rows.after}
      </ul>
    </div>
    <p class="list-hint" id="list-hint">${t("list.hint")}</p>
  </section>`;
}
