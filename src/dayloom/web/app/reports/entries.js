// Entry by entry: what was tracked, in the order that is asked for, page by page, and all of it as a CSV file.

import { html, useEffect, useSignal } from "../vendor/preact.js";
import { file, post } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { open, query, refine } from "../store/place.js";
import { zone } from "../store/session.js";
import { clockTime, shortDate, spent, weekdayName } from "../time/format.js";
import { wall } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { people, period, question, reports } from "./asked.js";
import { SortHead } from "./figures.js";
import { Nothing } from "./filters.js";

const PAGE = 50;
const CHANGES = ["time_entry", "task", "project", "client", "tag"];
/** What can be sorted by → the API's word for it. @type {Record<string, string>} */
const SORTS = { start: "start", task: "task_id", project: "project_id", duration: "duration" };
const TOLD = ["time_entry_id", "start_date", "start", "stop", "duration", "description", "task_id", "project_id", "client_id", "tag_ids", "user_account_id", "billable"];
/** In the file: the person only where there are several. */
const SAVED = ["start_date", "start", "stop", "duration", "description", "task_id", "project_id", "client_id", "tag_ids", "billable"];

/** @param {string} sort @param {string[]} attributes */
const asked = (sort, attributes) => ({
  ...question.value,
  attributes: attributes.map((property) => ({ property })),
  ordinations: [
    { property: SORTS[sort.replace("-", "")], direction: sort.startsWith("-") ? "desc" : "asc", nulls: "last" },
    ...(sort.endsWith("start") ? [] : [{ property: "start", direction: "desc" }]),
  ],
});

/** Saves the file; its name tells the period. @param {string} sort */
async function save(sort) {
  try {
    const person = people.value.length ? ["user_account_id"] : [];
    const found = await file(reports.value, asked(sort, [...SAVED, ...person]), { "x-toggl-report-export": "csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(found);
    link.download = `dayloom-${period.value.first}-${period.value.last}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  } catch (error) {
    tellError(error);
  }
}

/** @param {{start: string | null, stop: string | null}} entry */
function clocks({ start, stop }) {
  const at = (/** @type {string} */ when) => clockTime(wall(Date.parse(when), zone.value).minutes);
  if (!start) return "";
  return `${at(start)} – ${stop ? at(stop) : t("grid.running")}`;
}

/** @param {{entry: any, names: any}} props */
function Line({ entry, names }) {
  const task = names.tasks[entry.task_id];
  const project = names.projects[entry.project_id];
  const client = names.clients[entry.client_id];
  const tags = entry.tag_ids.map((/** @type {number} */ id) => names.tags[id]?.name).filter(Boolean);
  return html`<tr>
    <td class="start">${weekdayName(entry.start_date)} ${shortDate(entry.start_date)}<small>${clocks(entry)}</small></td>
    <th scope="row">
      ${task ? html`<button class="link" dir="auto" onClick=${() => open(task.id)}>${task.name}</button>` : !entry.description && t("timer.noTask")}
      ${entry.description && html`<small dir="auto">${entry.description}</small>`}
      ${tags.length > 0 && html`<small class="tags" dir="auto">${tags.join(", ")}</small>`}
    </th>
    <td>${project && html`<i class="dot" style=${paint(project)}></i> <span dir="auto">${project.name}</span>`}${client && html`<small dir="auto">${client.name}</small>`}</td>
    ${people.value.length > 0 && html`<td dir="auto">${names.users[entry.user_account_id]?.name}</td>`}
    <td class="number">${spent(entry.duration)}</td>
  </tr>`;
}

/** The tab. */
export function Entries() {
  const pages = useSignal(1);
  const sort = (query.value.sort ?? "").replace("-", "") in SORTS ? query.value.sort : "-start";
  useEffect(() => void (pages.value = 1), [question.value, sort]);
  const read = () => post(`${reports.value}?include_dicts=true`, { ...asked(sort, TOLD), pagination: { page: 1, per_page: PAGE * pages.value } });
  const { found, unread } = useShown(CHANGES, read, [question.value, sort, pages.value]);
  if (!found.value) return unread || html`<div aria-busy="true" class="report-waiting"></div>`;
  const { data_json_row: entries, dictionaries, total_count: total } = found.value;
  if (!total) return html`<${Nothing} />`;
  const head = (/** @type {string} */ name, /** @type {any} */ label, number = false) =>
    html`<${SortHead} name=${name} label=${t(label)} sort=${sort} onSort=${(/** @type {string} */ next) => refine({ sort: next })} number=${number} />`;
  return html`<section class="box">
    <div class="page-bar">
      <p class="count" role="status">${t("report.count", { shown: entries.length, count: total })}</p>
      <button class="plain" onClick=${() => save(sort)}>${t("report.csv")}</button>
    </div>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("report.tab.entries")}><table class="table entries">
      <thead><tr>
        ${head("start", "report.when")}${head("task", "report.task")}${head("project", "panel.project")}
        ${people.value.length > 0 && html`<th scope="col">${t("report.by.person")}</th>`}${head("duration", "panel.tracked", true)}
      </tr></thead>
      <tbody>${entries.map((/** @type {any} */ entry) => html`<${Line} key=${entry.time_entry_id} entry=${entry} names=${dictionaries} />`)}</tbody>
    </table></div>
    ${total > entries.length && html`<p class="actions"><button class="plain" onClick=${() => (pages.value += 1)}>${t("list.more")}</button></p>`}
  </section>`;
}
