// The box that adds a task: what it understands is marked before Enter is pressed.

import { html, signal, useComputed, useEffect, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { keepTyped, typedBefore } from "../store/drafts.js";
import { tell } from "../store/notes.js";
import { plan, takeOff } from "../store/planning.js";
import { language } from "../store/preferences.js";
import { zone } from "../store/session.js";
import * as store from "../store/tasks.js";
import { remember } from "../store/undo.js";
import { clockTime, duration, shortDate, weekdayName } from "../time/format.js";
import { addDays, instant, today } from "../time/zone.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";

const DEFAULT_MINUTES = 30;
/** So long nobody types before it is asked what lies there. */
const PAUSE = 200;
/** So long after the tasks comes what reads the line. */
const SOON = 300;
const told = () => import("../planner/told.js");

/** What reads the line, once it is there: after the tasks, so that it is there without the network, too. */
const reader = signal(/** @type {typeof import("./quick.js").understand | null} */ (null));
const learn = () => import("./quick.js").then((part) => (reader.value = part.understand));
/** @type {import("./quick.js").Quick} */
const NOTHING = { name: "", tags: [], project: null, people: [], unknown: [], priority: "none", minutes: null, day: null, due: null, time: null, pieces: [] };

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

/** Its weekday, with the date where that is not one of the next seven. @param {string} day */
function named(day) {
  const now = today(zone.value);
  return day >= now && day < addDays(now, 7) ? weekdayName(day) : `${weekdayName(day)} ${shortDate(day)}`;
}

/** What was understood, in words: for those who do not see the marks. @param {import("./quick.js").Quick} found */
function summary(found) {
  const { project, tags, people, unknown, priority, day, due, time, minutes } = found;
  return [
    ...unknown.map(({ word, kind }) => t(`quick.no.${kind}`, { word })),
    project?.name,
    ...people.map((one) => one.name),
    ...tags.map((tag) => `#${tag}`),
    priority !== "none" && t(`priority.${priority}`),
    time !== null && t("quick.planned", { when: `${named(day ?? today(zone.value))} ${clockTime(time)}` }),
    time === null && day && t(due ? "quick.from" : "quick.due", { day: named(day) }),
    minutes && duration(minutes * 60),
    due && t("quick.due", { day: named(due) }),
  ].filter(Boolean).join(" · ");
}

/** The days a task is given: a time to do it is a plan, and no day until when. @param {import("./quick.js").Quick} found */
function dates({ day, due, time }) {
  if (time !== null) return { start_date: undefined, end_date: due ?? undefined };
  const on = day ?? (!due && store.list.value === "today" ? today(zone.value) : undefined);
  return { start_date: on, end_date: due ?? on };
}

/** Makes the task, and its block where a time was given. @param {import("./quick.js").Quick} found @returns {Promise<boolean>} */
async function make(found) {
  const tag_ids = await store.tagIds(found.tags);
  if (!tag_ids) return false;
  const task = await store.add({
    name: found.name,
    tag_ids,
    priority: found.priority,
    project_id: found.project?.id ?? store.project.value ?? undefined,
    assignee_user_ids: found.people.length ? found.people.map((one) => one.user_account_id) : undefined,
    estimated_mins: found.minutes ?? undefined,
    ...dates(found),
  });
  if (!task) return false;
  const added = t("did.added", { name: task.name });
  if (found.time === null) {
    remember(() => store.takeBack(task), added);
    store.point(task);
    tell(t("list.added", { name: task.name }));
    return true;
  }
  store.planned(task.id);
  const start = instant(found.day ?? today(zone.value), found.time, zone.value);
  const block = await plan(task, start, (found.minutes ?? DEFAULT_MINUTES) * 60, false);
  // What one Enter did is taken back as one.
  remember(async () => {
    if (block) await takeOff(block, false);
    await store.takeBack(task);
  }, added);
  if (block) (await told()).tellPlanned(task, block);
  return true;
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
  const text = useSignal(typedBefore("task") ?? "");
  useLayoutEffect(() => keepTyped("task", text.value || null), [text.value]);
  const nameless = useSignal(false);
  const found = useComputed(() => {
    const known = { projects: store.projects.value, people: store.people.value, today: today(zone.value), language: language.value };
    return reader.value ? reader.value(text.value, known) : { ...NOTHING, name: text.value.trim() };
  });
  useEffect(() => {
    if (!text.peek() && !store.loaded.value) return;
    const soon = setTimeout(() => learn().catch(() => {}), text.peek() ? 0 : SOON); // asked for again as the box is entered
    return () => clearTimeout(soon);
  }, [store.loaded.value]);
  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const before = text.value;
    if (!reader.value) {
      try {
        await learn();
      } catch {
        tell(t("error.offline"), { bad: true });
        return;
      }
      if (text.value !== before) return; // typed on meanwhile
    }
    nameless.value = !found.value.name;
    if (nameless.value) return;
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
        aria-invalid=${nameless.value ? "true" : undefined}
        value=${text.value}
        onInput=${(/** @type {any} */ event) => {
          text.value = event.currentTarget.value;
          nameless.value = false;
        }}
        onBlur=${() => (nameless.value = false)}
        onFocus=${(/** @type {any} */ event) => {
          back.current = event.relatedTarget;
          learn().catch(() => {});
        }}
        onKeyDown=${onKeyDown}
        onScroll=${(/** @type {any} */ event) => (event.currentTarget.previousElementSibling.scrollLeft = event.currentTarget.scrollLeft)}
      />
    </span>
    ${!text.value && html`<kbd>A</kbd>`}
    <span id="quick-said" class="quick-said" aria-live="polite">${nameless.value && html`<b>${t("quick.noName")}</b> `}${shown.pieces.length || shown.unknown.length ? summary(shown) : ""}${hit && html` · <b>${hit}</b>`}</span>
  </form>`;
}
