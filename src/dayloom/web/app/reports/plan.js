// Plan against actual, task by task: what was estimated, planned and tracked, and how far apart these are.

import { html } from "../vendor/preact.js";
import { open, query, refine } from "../store/place.js";
import { paint } from "../ui/colour.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { insights, insightsQuery } from "./asked.js";
import { Pair } from "./charts.js";
import { Cells, Meanings, SortHead, time } from "./figures.js";
import { Nothing } from "./filters.js";
import { SUMMED } from "./summary.js";

/** As many as the API tells at once. */
const MOST = 1000;
/** The columns in order, each with what is sorted by. @type {Record<string, (task: any) => string | number | null>} */
const COLUMNS = {
  name: (task) => task.name ?? "",
  estimated: (task) => task.estimated,
  planned: (task) => task.planned,
  tracked: (task) => task.tracked,
  drift: (task) => task.drift,
  accuracy: (task) => task.estimate_accuracy,
};
const LABELS = /** @type {const} */ ({
  name: "report.task", estimated: "panel.estimated", planned: "panel.planned", tracked: "panel.tracked", drift: "report.drift", accuracy: "report.accuracy",
});

/** In this order; what has no value comes last either way. @param {any[]} tasks @param {string} sort */
function sorted(tasks, sort) {
  const value = COLUMNS[sort.replace("-", "")];
  const sign = sort.startsWith("-") ? -1 : 1;
  const compare = (/** @type {any} */ a, /** @type {any} */ b) => (typeof a === "string" ? a.localeCompare(b) : a - b);
  return [...tasks].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compare(a, b);
  });
}

/** The tab. */
export function Plan() {
  const { found, unread } = useShown(SUMMED, () => insights({ limit: MOST }), [insightsQuery.value]);
  if (!found.value) return unread || html`<div aria-busy="true" class="report-waiting"></div>`;
  const { tasks, task_count, projects, total } = found.value;
  if (!tasks.length) return html`<${Nothing} />`;
  const sort = (query.value.sort ?? "").replace("-", "") in COLUMNS ? query.value.sort : "-tracked";
  const onSort = (/** @type {string} */ next) => refine({ sort: next });
  const projectOf = new Map(projects.map((/** @type {any} */ one) => [one.id, one]));
  const most = Math.max(1, ...tasks.flatMap((/** @type {any} */ task) => [task.planned, task.tracked]));
  const estimated = tasks.reduce((/** @type {number} */ sum, /** @type {any} */ task) => sum + (task.estimated ?? 0), 0);
  const all = task_count === tasks.length;
  return html`<section class="box">
    <p class="pair-legend" aria-hidden="true"><i class="swatch pale"></i>${t("panel.planned")} <i class="swatch solid"></i>${t("panel.tracked")}</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("report.tab.plan")}><table class="table">
      <thead><tr>${Object.entries(LABELS).map(([name, label]) => html`<${SortHead} name=${name} label=${t(label)} sort=${sort} onSort=${onSort} number=${name !== "name"} />`)}</tr></thead>
      <tbody>
        ${sorted(tasks, sort).map((task) => html`<tr key=${task.id} class=${task.id ? "leads" : ""} onClick=${() => task.id && open(task.id)}>
          <th scope="row">
            <i class="dot" style=${paint(task.project_id && projectOf.get(task.project_id))}></i>${" "}
            ${task.id ? html`<button class="link" dir="auto">${task.name}</button>` : t("timer.noTask")}
            <${Pair} planned=${task.planned} tracked=${task.tracked} most=${most} />
          </th>
          <td class="number column-estimated">${time(task.estimated)}</td><${Cells} line=${task} />
        </tr>`)}
      </tbody>
      <tfoot><tr><th scope="row">${t("entries.total")}</th><td class="number column-estimated">${all ? time(estimated) : "–"}</td><${Cells} line=${total} /></tr></tfoot>
    </table></div>
    <${Meanings} />
    ${!all && html`<p class="hint">${t("report.mostTasks", { shown: tasks.length, count: task_count })}</p>`}
  </section>`;
}
