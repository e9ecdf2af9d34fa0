// A task in full, at the side: what it is, what belongs to it, and how estimate, plan and reality compare.

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import * as store from "../store/task.js";
import { projects, statuses } from "../store/tasks.js";
import { start } from "../store/timer.js";
import { clockTime, duration, shortDate } from "../time/format.js";
import { wall } from "../time/zone.js";
import { Icon } from "../ui/icons.js";
import { Part } from "../ui/lazy.js";
import { t } from "../words/words.js";

const labels = () => import("./labels.js").then((part) => part.Labels);
const repeat = () => import("./repeat.js").then((part) => part.Repeat);
const notesField = () => import("./notes.js").then((part) => part.NotesField);

const PRIORITIES = /** @type {const} */ (["none", "low", "medium", "high"]);

/** Saves when it is left; Escape puts back what was there. */
function TextField({ name, label, value }) {
  const onBlur = async (/** @type {any} */ event) => {
    const text = event.currentTarget.value;
    if (text !== (value ?? "")) await store.save({ [name]: text || (name === "name" ? value : null) });
  };
  const onKeyDown = (/** @type {any} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.currentTarget.value = value ?? "";
      event.currentTarget.blur();
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  const key = `${name} ${value}`;
  return html`<input key=${key} class=${`panel-${name}`} aria-label=${label} dir="auto" maxlength="500" defaultValue=${value ?? ""} onBlur=${onBlur} onKeyDown=${onKeyDown} />`;
}

function Choice({ name, label, value, options }) {
  const onChange = (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    store.save({ [name]: chosen === "" ? null : /^\d+$/.test(chosen) ? Number(chosen) : chosen });
  };
  return html`<label>${label}
    <select value=${String(value ?? "")} onChange=${onChange}>
      ${options.map((/** @type {[string | number, string]} */ [key, said]) => html`<option value=${String(key)}>${said}</option>`)}
    </select>
  </label>`;
}

function DayField({ name, label, value }) {
  return html`<label>${label}
    <input type="date" value=${value ?? ""} onChange=${(/** @type {any} */ event) => store.save({ [name]: event.currentTarget.value || null })} />
  </label>`;
}

function Estimate({ value }) {
  const onChange = (/** @type {any} */ event) => {
    const minutes = event.currentTarget.value === "" ? null : Math.max(0, Math.round(Number(event.currentTarget.value)));
    store.save({ estimated_mins: minutes });
  };
  return html`<label>${t("panel.estimate")}
    <input type="number" min="0" step="5" inputmode="numeric" value=${value ?? ""} onChange=${onChange} />
  </label>`;
}

/** The three lengths under each other, on one scale. */
function Compared({ task }) {
  const rows = [
    ["panel.estimated", (task.estimated_mins ?? 0) * 60, "line"],
    ["panel.planned", task.total_blocked_time, "pale"],
    ["panel.tracked", task.total_tracked_time, "solid"],
  ];
  const most = Math.max(1, ...rows.map(([, seconds]) => Number(seconds)));
  return html`<dl class="compared">
    ${rows.map(
      ([word, seconds, kind]) => html`<div>
        <dt>${t(/** @type {any} */ (word))}</dt>
        <dd><span class="bar"><i class=${kind} style=${{ width: `${(Number(seconds) / most) * 100}%` }}></i></span><span class="figure">${seconds ? duration(Number(seconds)) : "–"}</span></dd>
      </div>`,
    )}
  </dl>`;
}

function Child({ child }) {
  const done = statuses.value.find((status) => status.type === "done");
  const todo = statuses.value.find((status) => status.type === "todo");
  const isDone = child.status?.type === "done";
  return html`<li>
    <button
      class="tick"
      role="checkbox"
      aria-checked=${isDone}
      aria-label=${t("list.done", { name: child.name })}
      onClick=${() => store.setStatus(child, isDone ? todo?.id : done?.id)}
    >${isDone && html`<${Icon} name="check" size=${12} />`}</button>
    <button class="child-name" dir="auto" onClick=${() => store.open(child.id)}>${child.name}</button>
  </li>`;
}

function Children() {
  const onSubmit = async (/** @type {any} */ event) => {
    event.preventDefault();
    const box = event.currentTarget.elements.name;
    const name = box.value.trim();
    if (name && (await store.addChild(name))) box.value = "";
  };
  return html`<section>
    <h2>${t("panel.children")}</h2>
    <ul class="children">${store.children.value.map((child) => html`<${Child} key=${child.id} child=${child} />`)}</ul>
    <form class="add-child" onSubmit=${onSubmit} onKeyDown=${(/** @type {Event} */ event) => event.stopPropagation()}>
      <${Icon} name="plus" /><input name="name" aria-label=${t("panel.addChild")} placeholder=${t("panel.addChild")} maxlength="500" dir="auto" />
    </form>
  </section>`;
}

function Times({ word, list }) {
  if (!list.length) return null;
  return html`<section>
    <h2>${t(word)}</h2>
    <ul class="times">
      ${list.map((/** @type {any} */ one) => {
        const when = wall(Date.parse(one.start ?? one.tracked_at), zone.value);
        const length = one.duration === null ? t("grid.running") : duration(one.duration);
        return html`<li key=${one.id}><span>${shortDate(when.day)} ${one.start ? clockTime(when.minutes) : ""}</span><b>${length}</b></li>`;
      })}
    </ul>
  </section>`;
}

/** The words for fields of the history; the others are called details. */
const FIELDS = /** @type {const} */ ({
  name: "panel.name", status_id: "panel.status", project_id: "panel.project", priority: "panel.priority", estimated_mins: "panel.estimated",
  start_date: "panel.starts", end_date: "panel.due", notes: "panel.notes",
});
const VERBS = /** @type {const} */ (["create", "delete", "restore", "archive", "unarchive"]);

function told(/** @type {any} */ line) {
  const verb = VERBS.find((one) => one === line.verb);
  if (verb) return t(`history.${verb}`);
  const names = Object.keys(line.after ?? {}).map((name) => t(FIELDS[/** @type {keyof typeof FIELDS} */ (name)] ?? "history.details"));
  return t("history.patch", { what: [...new Set(names)].join(", ") });
}

function History() {
  const lines = store.history.value;
  return html`<section>
    <h2>${t("panel.history")}</h2>
    <ul class="history">
      ${lines.map((line) => {
        const when = wall(Date.parse(line.at), zone.value);
        return html`<li key=${line.id}>
          <span><b dir="auto">${line.user_name}</b> ${told(line)}<small>${shortDate(when.day)} ${clockTime(when.minutes)}</small></span>
          ${line.undoable && line.verb !== "create" && html`<button class="plain" aria-label=${t("history.undo", { what: told(line) })} onClick=${() => store.takeBack(line)}><${Icon} name="undo" /></button>`}
        </li>`;
      })}
    </ul>
  </section>`;
}

/** The panel, while a task is open. */
export function TaskDetails() {
  const id = store.opened.value;
  const task = store.task.value;
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const back = useRef(/** @type {Element | null} */ (null));
  useLayoutEffect(() => {
    if (!id) return;
    back.current ??= document.activeElement;
    box.current?.focus();
  }, [id]);
  if (!id) return null;
  const leave = () => {
    store.close();
    if (back.current instanceof HTMLElement && back.current.isConnected) back.current.focus();
    back.current = null;
  };
  const none = /** @type {[string, string]} */ (["", t("nav.noProject")]);
  return html`<aside
    class="details"
    ref=${box}
    tabindex="-1"
    aria-label=${task?.name ?? t("app.loading")}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && leave()}
  >
    <header>
      ${task && html`<button class="plain" onClick=${() => start(task)}>${t("block.track")}</button>`}
      <button class="close" aria-label=${t("dialog.close")} onClick=${leave}><${Icon} name="close" /></button>
    </header>
    ${task &&
    html`<div class="details-scroll">
      ${task.parent && html`<button class="parent" dir="auto" onClick=${() => store.open(task.parent.id)}>‹ ${task.parent.name}</button>`}
      <${TextField} name="name" label=${t("panel.name")} value=${task.name} />
      <div class="fields">
        <${Choice} name="status_id" label=${t("panel.status")} value=${task.status_id} options=${statuses.value.map((one) => [one.id, one.name])} />
        <${Choice} name="project_id" label=${t("panel.project")} value=${task.project_id} options=${[none, ...projects.value.map((one) => [one.id, one.name])]} />
        <${Choice} name="priority" label=${t("panel.priority")} value=${task.priority} options=${PRIORITIES.map((one) => [one, t(`priority.${one}`)])} />
        <${Estimate} value=${task.estimated_mins} />
        <${DayField} name="start_date" label=${t("panel.starts")} value=${task.start_date} />
        <${DayField} name="end_date" label=${t("panel.due")} value=${task.end_date} />
      </div>
      <${Part} key=${`labels ${task.id}`} load=${labels} task=${task} />
      <${Part} key=${`repeat ${task.id}`} load=${repeat} task=${task} />
      <${Compared} task=${task} />
      <${Part} key=${`notes ${task.id}`} load=${notesField} value=${task.notes} />
      <${Children} />
      <${Times} word="panel.blocks" list=${store.planned.value} />
      <${Times} word="panel.entries" list=${store.tracked.value} />
      <${History} />
    </div>`}
  </aside>`;
}
