// Tasks by when they are due: overdue, today, the next days, later, without a day.

import { html } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { open } from "../store/place.js";
import { edit } from "../store/task-edit.js";
import { statuses } from "../store/tasks.js";
import { start } from "../store/timer.js";
import { duration, shortDate, weekdayName } from "../time/format.js";
import { addDays, today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";

const GROUPS = /** @type {const} */ (["overdue", "today", "soon", "later", "none", "done"]);

/** @param {any} task @param {string} day today */
function groupOf(task, day) {
  if (task.status?.type === "done") return "done";
  if (!task.end_date) return "none";
  if (task.end_date < day) return "overdue";
  if (task.end_date === day) return "today";
  return task.end_date <= addDays(day, 6) ? "soon" : "later";
}

function Line({ task, again }) {
  const done = task.status?.type === "done";
  const day = today(zone.value);
  const tick = async () => {
    const status = statuses.value.find((one) => one.type === (done ? "todo" : "done"));
    if (status && (await edit([task], { status_id: status.id }))) await again();
  };
  const step = (/** @type {any} */ event, /** @type {number} */ by) => {
    const lines = [...document.querySelectorAll(".listing .listed:not([data-leaving])")];
    const next = /** @type {HTMLElement | undefined} */ (lines[lines.indexOf(event.currentTarget) + by]);
    next?.focus();
    return next;
  };
  // Its line goes to another place or away: the focus stays here, and on no line that is about to go as well.
  const tickOff = async (/** @type {KeyboardEvent} */ event) => {
    const line = /** @type {HTMLElement} */ (event.currentTarget);
    step(event, 1) ?? step(event, -1);
    line.dataset.leaving = "";
    await tick();
    delete line.dataset.leaving;
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const acts = {
      ArrowDown: () => step(event, 1), j: () => step(event, 1), ArrowUp: () => step(event, -1), k: () => step(event, -1),
      d: () => tickOff(event), " ": () => start(task), Enter: () => open(task.id),
    };
    const act = acts[/** @type {keyof typeof acts} */ (event.key)];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const due = task.end_date && (task.end_date >= day && task.end_date <= addDays(day, 6) ? weekdayName(task.end_date) : shortDate(task.end_date));
  return html`<li id=${`task-${task.id}`} class=${`listed${done ? " done" : ""}`} tabindex="0" onKeyDown=${onKeyDown} onDblClick=${() => open(task.id)}>
    <button class="tick" role="checkbox" aria-checked=${done} aria-label=${t("list.done", { name: task.name })} onClick=${tick}>${done && html`<${Icon} name="check" size=${12} />`}</button>
    <button class="listed-name" tabindex="-1" dir="auto" onClick=${() => open(task.id)}>${task.name}</button>
    <span class="task-meta">
      ${task.priority === "high" && html`<span class="late">${t("priority.high")}</span>`}
      ${task.tags.map((/** @type {any} */ tag) => html`<span class="tag" dir="auto">${tag.name}</span>`)}
      ${task.project && html`<span><i class="dot" style=${paint(task.project)}></i> <span dir="auto">${task.project.name}</span></span>`}
      ${due && html`<span class=${task.end_date < day && !done ? "late" : ""}>${due}</span>`}
      <span class="listed-length">${task.estimated_mins ? duration(task.estimated_mins * 60) : ""}</span>
    </span>
  </li>`;
}

/** @param {{tasks: any[], again: () => unknown}} props */
export function Listing({ tasks, again }) {
  const day = today(zone.value);
  const groups = GROUPS.map((name) => ({ name, tasks: tasks.filter((task) => groupOf(task, day) === name) })).filter((group) => group.tasks.length);
  return html`<div class="listing" aria-describedby="list-hint">
    <p class="unseen" id="list-hint">${t("tasks.hint")}</p>
    ${groups.map(
      (group) => html`<section class="box" key=${group.name} aria-labelledby=${`group-${group.name}`}>
        <h2 id=${`group-${group.name}`}>${t(`tasks.group.${group.name}`)} <small>${group.tasks.length}</small></h2>
        <ul>${group.tasks.map((task) => html`<${Line} key=${task.id} task=${task} again=${again} />`)}</ul>
      </section>`,
    )}
  </div>`;
}
