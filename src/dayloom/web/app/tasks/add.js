// The box that adds a task: what it understands is marked before Enter is pressed.

import { html, useComputed, useEffect, useRef, useSignal } from "../vendor/preact.js";
import { tell } from "../store/notes.js";
import { plan } from "../store/planning.js";
import { language } from "../store/preferences.js";
import { zone } from "../store/session.js";
import * as store from "../store/tasks.js";
import { clockTime, duration, weekdayName } from "../time/format.js";
import { instant, today } from "../time/zone.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { understand } from "./quick.js";

const DEFAULT_MINUTES = 30;
/** So long nobody types before it is asked what lies there. */
const PAUSE = 200;
const told = () => import("../planner/told.js");

/** The text in pieces, so that what was understood can be marked. @param {string} text @param {import("./quick.js").Piece[]} pieces */
function marked(text, pieces) {
  const parts = [];
  let at = 0;
  for (const { from, to, kind } of pieces) {
    parts.push(text.slice(at, from), html`<mark class=${`quick-${kind}`}>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return [...parts, text.slice(at)];
}

/** What was understood, in words: for those who do not see the marks. @param {import("./quick.js").Quick} found */
function summary(found) {
  const { project, tags, priority, day, time, minutes } = found;
  return [
    project?.name,
    ...tags.map((tag) => `#${tag}`),
    priority !== "none" && t(`priority.${priority}`),
    day && weekdayName(day),
    time !== null && clockTime(time),
    minutes && duration(minutes * 60),
  ].filter(Boolean).join(" · ");
}

/** Makes the task, and its block where a time was given. @param {import("./quick.js").Quick} found @returns {Promise<boolean>} */
async function make(found) {
  const day = today(zone.value);
  const due = found.day ?? (found.time !== null || store.list.value === "today" ? day : null);
  const tag_ids = await store.tagIds(found.tags);
  if (!tag_ids) return false;
  const task = await store.add({
    name: found.name,
    tag_ids,
    priority: found.priority,
    project_id: found.project?.id ?? store.project.value ?? undefined,
    estimated_mins: found.minutes ?? undefined,
    start_date: due ?? undefined,
    end_date: due ?? undefined,
  });
  if (task && found.time !== null && due) {
    store.planned(task.id);
    const block = await plan(task, instant(due, found.time, zone.value), (found.minutes ?? DEFAULT_MINUTES) * 60);
    if (block) (await told()).tellPlanned(task, block);
  } else if (task) {
    store.point(task);
    tell(t("list.added", { name: task.name }));
  }
  return Boolean(task);
}

/** What the typed time overlaps, in words, a moment after it was typed. @param {import("./quick.js").Quick} found */
function useClash({ day, time, minutes }) {
  const hit = useSignal("");
  useEffect(() => {
    hit.value = "";
    if (time === null) return;
    let isOld = false;
    const ask = async () => {
      const start = instant(day ?? today(zone.value), time, zone.value);
      const said = await (await told()).clash(start, (minutes ?? DEFAULT_MINUTES) * 60);
      if (!isOld) hit.value = said;
    };
    const timeout = setTimeout(ask, PAUSE);
    return () => {
      isOld = true;
      clearTimeout(timeout);
    };
  }, [day, time, minutes]);
  return hit.value;
}

/** The task that the arrow goes to: of the list beside the calendar, or of the page of tasks. @returns {HTMLElement | null} */
const listed = () => document.querySelector(".task-list [tabindex='0'], .task-list[tabindex='0']:has(li), .listed");

/** The box. */
export function AddTask() {
  const text = useSignal("");
  const found = useComputed(() => {
    const german = language.value.startsWith("de");
    return understand(text.value, { projects: store.projects.value, today: today(zone.value), german });
  });
  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const before = text.value;
    if (!found.value.name) return;
    const task = found.value;
    text.value = "";
    if (!(await make(task)) && !text.value) text.value = before;
  };
  const back = useRef(/** @type {HTMLElement | null} */ (null));
  // Escape goes back to where one was, so that the keys of the page work again; what was typed stays. The arrow goes to the tasks.
  const onKeyDown = (/** @type {any} */ event) => {
    if (event.key === "Escape") (back.current?.isConnected ? back.current : (listed() ?? document.getElementById("planner")))?.focus();
    else if (event.key === "ArrowDown") listed()?.focus();
    else return;
    event.preventDefault();
  };
  const shown = found.value;
  const hit = useClash(shown);
  return html`<form class="add-task" onSubmit=${onSubmit}>
    <${Icon} name="plus" />
    <span class="quick">
      <span class="quick-marks" aria-hidden="true">${marked(text.value, shown.pieces)}</span>
      <input
        id="add-task"
        aria-label=${t("list.add")}
        aria-describedby="quick-said"
        placeholder=${t("list.add")}
        title=${t("quick.hint")}
        maxlength="500"
        autocomplete="off"
        value=${text.value}
        onInput=${(/** @type {any} */ event) => (text.value = event.currentTarget.value)}
        onFocus=${(/** @type {any} */ event) => (back.current = event.relatedTarget)}
        onKeyDown=${onKeyDown}
        onScroll=${(/** @type {any} */ event) => (event.currentTarget.previousElementSibling.scrollLeft = event.currentTarget.scrollLeft)}
      />
    </span>
    ${!text.value && html`<kbd>A</kbd>`}
    <span id="quick-said" class="quick-said" aria-live="polite">${shown.pieces.length ? summary(shown) : ""}${hit && html` · <b>${hit}</b>`}</span>
  </form>`;
}
