// What belongs to the open task, section by section: how its lengths compare, sub-tasks, blocks and entries, its history.

import { html } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import * as store from "../store/task.js";
import { statuses } from "../store/tasks.js";
import { clockTime, duration, shortDate } from "../time/format.js";
import { wall } from "../time/zone.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";

/** The three lengths under each other, on one scale. */
export function Compared({ task }) {
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

export function Children() {
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

export function Times({ word, list }) {
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

export function History() {
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
