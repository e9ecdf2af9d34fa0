// What belongs to the open task, section by section: how its lengths compare, sub-tasks, blocks and entries, its history.

import { html, useId, useSignal } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import * as store from "../store/task.js";
import { statuses } from "../store/tasks.js";
import { clockTime, duration, shortDate, spent } from "../time/format.js";
import { parseLength } from "../time/lengths.js";
import { wall } from "../time/zone.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";

/** The estimate, typed as any length is. */
function Estimate({ seconds }) {
  const save = (/** @type {number} */ wanted) => store.save({ estimated_mins: Math.round(wanted / 60) || null });
  return html`<${Field} kind="figure" label=${t("panel.estimated")} value=${seconds ? duration(seconds) : ""} placeholder="–" parse=${parseLength} save=${save} />`;
}

/** The three lengths under each other, on one scale; the estimate is typed where it stands. */
export function Compared({ task }) {
  const estimated = (task.estimated_mins ?? 0) * 60;
  const rows = [
    ["panel.estimated", estimated, "line"],
    ["panel.planned", task.total_blocked_time, "pale"],
    ["panel.tracked", task.total_tracked_time, "solid"],
  ];
  const most = Math.max(1, ...rows.map(([, seconds]) => Number(seconds)));
  // In a report they are apart.
  const shared = (/** @type {any} */ word) =>
    store.children.value.some((child) => (word === "panel.planned" ? child.total_blocked_time : word === "panel.tracked" && child.total_tracked_time));
  const figure = (/** @type {number} */ seconds) => html`<span class="figure">${seconds ? duration(seconds) : "–"}</span>`;
  return html`<section class="compared" aria-labelledby="compared">
    <h2 id="compared">${t("nav.time")}</h2>
    <dl>
      ${rows.map(
        ([word, seconds, kind]) => html`<div>
          <dt>${t(/** @type {any} */ (word))}${shared(word) ? html`<small>${t("panel.withChildren")}</small>` : null}</dt>
          <dd><span class="bar"><i class=${kind} style=${{ width: `${(Number(seconds) / most) * 100}%` }}></i></span>${kind === "line" ? html`<${Estimate} seconds=${estimated} />` : figure(Number(seconds))}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
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
  const nameless = useSignal(false);
  const said = useId();
  const onSubmit = async (/** @type {any} */ event) => {
    event.preventDefault();
    const box = event.currentTarget.elements.name;
    const name = box.value.trim();
    nameless.value = !name;
    if (name && (await store.addChild(name))) box.value = "";
  };
  return html`<section>
    <h2>${t("panel.children")}</h2>
    <ul class="children">${store.children.value.map((child) => html`<${Child} key=${child.id} child=${child} />`)}</ul>
    <form class="add-child" onSubmit=${onSubmit} onKeyDown=${(/** @type {Event} */ event) => event.stopPropagation()}>
      <${Icon} name="plus" /><input name="name" aria-label=${t("panel.addChild")} placeholder=${t("panel.addChild")} maxlength="500" dir="auto"
        aria-invalid=${nameless.value ? "true" : undefined} aria-describedby=${said} onInput=${() => (nameless.value = false)} onBlur=${() => (nameless.value = false)} />
    </form>
    <small id=${said} class="problem" aria-live="polite">${nameless.value && t("quick.noName")}</small>
  </section>`;
}

export function Times({ word, list }) {
  if (!list.length) return null;
  return html`<section>
    <h2>${t(word)}</h2>
    <ul class="times">
      ${list.map((/** @type {any} */ one) => {
        const when = wall(Date.parse(one.start ?? one.tracked_at), zone.value);
        const length = one.duration === null ? t("grid.running") : spent(one.duration);
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
