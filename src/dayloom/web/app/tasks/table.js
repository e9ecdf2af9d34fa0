// Tasks as a table: every cell can be changed where it stands, and many tasks at once.

import { html, useRef, useSignal } from "../vendor/preact.js";
import { open, query, refine } from "../store/place.js";
import { zone } from "../store/session.js";
import { edit } from "../store/task-edit.js";
import { projects, statuses } from "../store/tasks.js";
import { duration, shortDate } from "../time/format.js";
import { parseLength } from "../time/lengths.js";
import { today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { sideways } from "../ui/direction.js";
import { t } from "../words/words.js";
import { BulkBar } from "./bulk-bar.js";

const PRIORITIES = /** @type {const} */ (["none", "low", "medium", "high"]);

/** @typedef {{field: string, word: import("../words/words.js").Word, shown: (task: any) => any, kind: string, options?: () => [string, string][], sort?: string}} Column */
/** @type {Column[]} */
const COLUMNS = [
  { field: "name", word: "panel.name", kind: "text", shown: (task) => html`<span dir="auto">${task.name}</span>`, sort: "name" },
  { field: "status_id", word: "panel.status", kind: "select", shown: (task) => task.status?.name ?? "–", options: () => statuses.value.map((one) => [String(one.id), one.name]), sort: "status_id" },
  {
    field: "project_id", word: "panel.project", kind: "select", sort: "project_id",
    shown: (task) => (task.project ? html`<i class="dot" style=${paint(task.project)}></i> <span dir="auto">${task.project.name}</span>` : "–"),
    options: () => [["", t("nav.noProject")], ...projects.value.map((one) => /** @type {[string, string]} */ ([String(one.id), one.name]))],
  },
  { field: "priority", word: "panel.priority", kind: "select", shown: (task) => (task.priority === "none" ? "–" : t(/** @type {any} */ (`priority.${task.priority}`))), options: () => PRIORITIES.map((one) => [one, t(`priority.${one}`)]), sort: "priority" },
  { field: "end_date", word: "panel.due", kind: "date", shown: (task) => (task.end_date ? html`<span class=${late(task) ? "late" : ""}>${shortDate(task.end_date)}</span>` : "–"), sort: "end_date" },
  { field: "estimated_mins", word: "panel.estimated", kind: "length", shown: (task) => (task.estimated_mins ? duration(task.estimated_mins * 60) : "–"), sort: "estimated_mins" },
];

const late = (/** @type {any} */ task) => task.status?.type !== "done" && task.end_date < today(zone.value);

/** What a control says, as the API takes it; NaN for what is no length. @param {Column} column @param {string} text */
function valueOf(column, text) {
  if (column.field === "name") return text.trim();
  if (text === "") return null;
  if (column.kind === "length") {
    const seconds = parseLength(text);
    return seconds === null ? NaN : Math.round(seconds / 60) || null;
  }
  return /_id$/.test(column.field) ? Number(text) : text;
}

function Cell({ task, column, at, again }) {
  const editing = useSignal(false);
  const problem = useSignal("");
  const busy = useRef(false);
  const onButton = (/** @type {KeyboardEvent} */ event) => {
    const along = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const aside = sideways(event);
    if (event.key === "F2") editing.value = true;
    else if (along || aside) document.getElementById(`cell-${at.row + (along ?? 0)}-${at.column + (aside ?? 0)}`)?.focus();
    else return;
    event.preventDefault();
  };
  const id = `cell-${at.row}-${at.column}`;
  const leave = () => {
    editing.value = false;
    problem.value = "";
    requestAnimationFrame(() => document.getElementById(id)?.focus());
  };
  if (!editing.value) {
    return html`<button id=${id} class="cell" aria-label=${`${t(column.word)}: ${task.name}`} title=${t("tasks.change")} onClick=${() => (editing.value = true)} onKeyDown=${onButton}>${column.shown(task)}</button>`;
  }
  const save = async (/** @type {any} */ control) => {
    if (!editing.peek() || busy.current) return;
    const value = valueOf(column, control.value);
    if (value === (task[column.field] ?? null) || value === "") return leave();
    problem.value = Number.isNaN(value) ? t("entries.notLength", { text: control.value }) : "";
    if (problem.value) return;
    busy.current = true;
    if (await edit([task], { [column.field]: value })) {
      await again();
      leave();
    } else {
      control.focus(); // what was typed stays
    }
    busy.current = false;
  };
  const onKeyDown = (/** @type {any} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape") leave();
    else if (event.key === "Enter") save(event.currentTarget);
  };
  const common = {
    "aria-label": `${t(column.word)}: ${task.name}`, class: "input", onKeyDown,
    ref: (/** @type {HTMLElement | null} */ control) => control && !control.dataset.met && ((control.dataset.met = "1"), control.focus()),
  };
  const now = task[column.field] ?? "";
  const value = column.kind === "length" && now ? duration(now * 60) : String(now);
  if (column.options) {
    return html`<select ...${common} value=${value} onChange=${(/** @type {any} */ event) => save(event.currentTarget)} onBlur=${() => busy.current || leave()}>
      ${column.options().map(([key, word]) => html`<option value=${key}>${word}</option>`)}
    </select>`;
  }
  return html`<input ...${common} type=${column.kind === "date" ? "date" : "text"} maxlength="500" dir="auto" defaultValue=${value} aria-invalid=${problem.value ? "true" : undefined} onBlur=${(/** @type {any} */ event) => save(event.currentTarget)} />
    ${problem.value && html`<small class="problem" role="alert" dir="auto">${problem.value}</small>`}`;
}

function Head({ column }) {
  const sorted = query.value.sort?.replace("-", "") === column.sort;
  const down = sorted && query.value.sort?.startsWith("-");
  const turn = () => refine({ sort: sorted && !down ? `-${column.sort}` : column.sort, page: null });
  return html`<th scope="col" aria-sort=${sorted ? (down ? "descending" : "ascending") : "none"}>
    <button onClick=${turn}>${t(column.word)} <span aria-hidden="true">${sorted ? (down ? "↓" : "↑") : ""}</span></button>
  </th>`;
}

/** @param {{tasks: any[], again: () => Promise<void>}} props */
export function Table({ tasks, again }) {
  const chosen = useSignal(/** @type {Set<number>} */ (new Set()));
  const last = useSignal(-1);
  const those = tasks.filter((task) => chosen.value.has(task.id));
  const choose = (/** @type {any} */ event, /** @type {number} */ index) => {
    const after = new Set(chosen.value);
    const [from, to] = event.shiftKey && last.value >= 0 ? [Math.min(last.value, index), Math.max(last.value, index)] : [index, index];
    for (const task of tasks.slice(from, to + 1)) event.currentTarget.checked ? after.add(task.id) : after.delete(task.id);
    chosen.value = after;
    last.value = index;
  };
  const all = (/** @type {any} */ event) => (chosen.value = new Set(event.currentTarget.checked ? tasks.map((task) => task.id) : []));
  if (!tasks.length) return null;
  return html`<div class="box scroll-x task-table">
      <table class="table">
        <thead><tr>
          <th scope="col"><input type="checkbox" aria-label=${t("tasks.all.choose")} checked=${those.length === tasks.length} onChange=${all} /></th>
          ${COLUMNS.map((column) => html`<${Head} key=${column.field} column=${column} />`)}
          <th scope="col" class="number">${t("panel.tracked")}</th>
        </tr></thead>
        <tbody>
          ${tasks.map(
            (task, row) => html`<tr key=${task.id} aria-selected=${chosen.value.has(task.id)} onDblClick=${() => open(task.id)}>
              <td><input type="checkbox" aria-label=${t("tasks.choose", { name: task.name })} checked=${chosen.value.has(task.id)} onClick=${(/** @type {any} */ event) => choose(event, row)} /></td>
              ${COLUMNS.map((column, index) => html`<td key=${column.field}><${Cell} task=${task} column=${column} at=${{ row, column: index }} again=${again} /></td>`)}
              <td class="number">${task.total_tracked_time ? duration(task.total_tracked_time) : "–"}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${those.length > 0 && html`<${BulkBar} tasks=${those} again=${again} clear=${() => (chosen.value = new Set())} />`}`;
}
