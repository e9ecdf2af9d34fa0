// The week as a sheet: a row for each task or project, a column for each day, sums both ways. A cell is typed into.

import { html, useEffect, useRef } from "../vendor/preact.js";
import { entries, plans } from "../store/entries-week.js";
import { tellError } from "../store/notes.js";
import { zone } from "../store/session.js";
import { addRows, loadTasks, removeRow, rowsOfWeek, tasksById } from "../store/sheet.js";
import { projects } from "../store/tasks.js";
import { dayNumber, duration, weekdayName } from "../time/format.js";
import { today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { Combo } from "../ui/combo.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { CellField, Planned } from "./cell.js";
import { copyRows, copyTimes } from "./copy.js";
import { findProjects, findTasks } from "./fields.js";
import { rowsOf } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row */

/** What a row is called. @param {Row} row */
export const titleOf = (row) =>
  row.task?.name ?? (row.task_id ? t("grid.hidden") : row.project ? t("entries.noTaskIn", { project: row.project.name }) : t("grid.taskless"));

const find = async (/** @type {string} */ words) => {
  const tasks = await findTasks()(words);
  const found = findProjects()(words).map((one) => ({ ...one, id: `p${one.id}`, name: t("entries.noTaskIn", { project: one.name }), project: one.of }));
  return [...tasks.slice(0, 6), ...found.slice(0, 4)];
};

function RowHead({ row, week }) {
  const title = titleOf(row);
  const empty = row.added && !row.cells.some((/** @type {any} */ cell) => cell.entries.length || cell.running);
  return html`<th scope="row">
    <span class="sheet-what"><i class="dot" style=${paint(row.project)}></i>
      <span class="sheet-name"><span dir="auto">${title}</span>${row.task && html`<small dir="auto">${row.project?.name ?? t("nav.noProject")}</small>`}</span>
      ${empty && html`<button class="icon-button" aria-label=${t("entries.removeRow", { name: title })} onClick=${() => removeRow(week, row)}><${Icon} name="close" size=${14} /></button>`}
    </span>
  </th>`;
}

/** A sum: planned above tracked, each named for those who do not see which is which. @param {{planned: number, tracked: number, of?: string}} props */
function Sum({ planned, tracked, of }) {
  return html`<td class="number">
    <${Planned} seconds=${planned} />${planned > 0 && html`<span class="unseen">${t("grid.planned", { duration: duration(planned) })}, ${t("panel.tracked")} </span>`}
    <b data-total=${of} title=${t("panel.tracked")}>${tracked > 0 ? duration(tracked) : "–"}</b>
  </td>`;
}

/** @param {{days: string[]}} props */
export function Sheet({ days }) {
  const week = days[0];
  const table = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    loadTasks(week).catch(tellError);
  }, [week]);
  const all = entries.value;
  if (!all) return html`<section class="box" aria-busy="true"></section>`;
  const added = rowsOfWeek(week)
    .map((row) => ({ ...row, task: row.task_id ? tasksById.value.get(row.task_id) : null, project: projects.value.find((one) => one.id === row.project_id) }))
    .filter((row) => row.task_id === null || row.task)
    .map((row) => (row.task ? { ...row, project: row.task.project ?? null } : row));
  const rows = rowsOf(all, plans.value, added, days);
  const total = (/** @type {number} */ index) => rows.reduce((sum, row) => sum + row.cells[index].seconds, 0);
  const planned = (/** @type {number} */ index) => rows.reduce((sum, row) => sum + row.cells[index].planned, 0);
  const now = today(zone.value);
  const choose = (/** @type {any} */ offer) =>
    addRows(week, [offer.project ? { task_id: null, project_id: offer.project.id } : { task_id: offer.of.id, project_id: offer.of.project_id, task: offer.of }]);
  /** To the cell so many rows and columns away. @param {number} row @param {number} column @param {number} down @param {number} right */
  const go = (row, column, down, right) => {
    const cells = table.current?.querySelectorAll(`[data-at="${row + down} ${column + right}"]`);
    /** @type {any} */ (cells?.[0])?.focus();
  };
  return html`<section class="box">
    <p class="sheet-legend" aria-hidden="true"><span><i class="swatch pale"></i>${t("panel.planned")}</span><span><i class="swatch solid"></i>${t("panel.tracked")}</span></p>
    <div class="scroll-x">
      <table class="table timesheet" ref=${table}>
        <caption class="unseen">${t("entries.sheet")}</caption>
        <thead><tr>
          <th scope="col">${t("entries.row")}</th>
          ${days.map((day) => html`<th scope="col" class="number" aria-current=${day === now ? "date" : undefined}>${weekdayName(day)} ${dayNumber(day)}</th>`)}
          <th scope="col" class="number">${t("entries.total")}</th>
        </tr></thead>
        <tbody>
          ${rows.map(
            (row, index) => html`<tr key=${row.key}>
              <${RowHead} row=${row} week=${week} />
              ${row.cells.map((cell, column) => html`<${CellField} key=${cell.day} row=${row} cell=${cell} title=${titleOf(row)} at=${`${index} ${column}`} onGo=${(/** @type {number} */ down, /** @type {number} */ right) => go(index, column, down, right)} />`)}
              <${Sum} planned=${row.planned} tracked=${row.seconds} />
            </tr>`,
          )}
        </tbody>
        <tfoot><tr>
          <th scope="row">${t("entries.total")}</th>
          ${days.map((day, index) => html`<${Sum} of=${day} planned=${planned(index)} tracked=${total(index)} />`)}
          <${Sum} of="week" planned=${rows.reduce((sum, row) => sum + row.planned, 0)} tracked=${rows.reduce((sum, row) => sum + row.seconds, 0)} />
        </tr></tfoot>
      </table>
    </div>
    ${rows.length === 0 && html`<p class="empty">${t("entries.sheetEmpty")}</p>`}
    <div class="sheet-more">
      <${Combo} id="add-row" label=${t("entries.addRow")} open find=${find} onChoose=${choose} />
      <button class="plain" onClick=${() => copyRows(days)}>${t("entries.copyRows")}</button>
      <button class="plain" onClick=${() => copyTimes(days, rows)}>${t("entries.copyTimes")}</button>
    </div>
    <p class="sheet-hint">${t("entries.hint")}</p>
  </section>`;
}
