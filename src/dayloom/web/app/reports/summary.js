// The summary: what was planned and tracked in all, day by day, and by project, client, tag or person down to the tasks.

import { html, useSignal } from "../vendor/preact.js";
import { post } from "../api/client.js";
import { open, query, refine } from "../store/place.js";
import { firstDay } from "../store/session.js";
import { duration } from "../time/format.js";
import { paint } from "../ui/colour.js";
import { useReading, useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { KINDS, chosen, insights, insightsQuery, nameOf, NONE, people, question, reports } from "./asked.js";
import { Bars, Ring, barName } from "./charts.js";
import { Cells, Drift, Heads, percent, time } from "./figures.js";
import { Nothing } from "./filters.js";
import { bars } from "./range.js";

/** Changes upon which sums are added up again. */
export const SUMMED = ["time_block", "time_entry", "task", "project", "client", "tag"];

/** @typedef {{id: number | null, name: string, of: any, planned: number, tracked: number, drift: number | null, estimate_accuracy: number | null}} Line */

/** Tracked time under each tag; an entry counts under each of its own, and plans have none to add up. @returns {Promise<Line[]>} */
async function byTag() {
  const body = { ...question.value, groupings: [{ property: "tag_ids" }], ordinations: [{ property: "duration", direction: "desc" }] };
  const found = await post(`${reports.value}?include_dicts=true`, body);
  const wanted = new Set(chosen.value.tag);
  return found.data_json_row
    .map((/** @type {any} */ row) => ({ tag: found.dictionaries.tags[row.tag_ids[0]] ?? null, tracked: row.sum_duration }))
    .filter((/** @type {any} */ { tag }) => !wanted.size || wanted.has(String(tag?.id ?? NONE)))
    .map((/** @type {any} */ { tag, tracked }) => ({
      id: tag?.id ?? null, name: tag?.name ?? nameOf("tag", NONE), of: tag, planned: 0, tracked, drift: null, estimate_accuracy: null,
    }));
}

/** @param {any} found @param {typeof KINDS[number]} by @returns {Line[]} */
function linesOf(found, by) {
  const rows = { project: found.projects, client: found.clients, person: found.people, tag: found.tags }[by] ?? [];
  return rows.map((/** @type {any} */ row) => {
    const id = by === "person" ? row.user_id : row.id;
    return { ...row, id, name: row.name ?? nameOf(by, NONE), of: row.of ?? (id === null ? null : { id, color: row.color ?? null }) };
  });
}

/** @param {{label: string, value: any, more?: string, means: string}} props `means`: what it is, in a sentence */
function Figure({ label, value, more = "", means }) {
  return html`<div class="box figure-card"><span>${label}</span><b>${value}</b>${more && html`<small>${more}</small>`}<small class="means">${means}</small></div>`;
}

/** The tasks of a line. @param {{by: typeof KINDS[number], line: Line, plan: boolean}} props */
function Tasks({ by, line, plan }) {
  const narrow = { [by === "person" ? "user_id" : `${by}_id`]: line.id ?? "" };
  const { found } = useReading(SUMMED, () => insights(narrow), [by, line.id, insightsQuery.value]);
  return found.value?.tasks.map((/** @type {any} */ task) => html`<tr class="sub" key=${task.id}>
    <th scope="row">${task.id ? html`<button class="link" dir="auto" onClick=${() => open(task.id)}>${task.name}</button>` : t("timer.noTask")}</th>
    <${Cells} line=${task} plan=${plan} />
  </tr>`);
}

/** @param {{lines: Line[], by: typeof KINDS[number]}} props */
function Table({ lines, by }) {
  const opened = useSignal(/** @type {Set<number | null>} */ (new Set()));
  const plan = by !== "tag";
  const toggle = (/** @type {number | null} */ id) => {
    const now = new Set(opened.value);
    if (!now.delete(id)) now.add(id);
    opened.value = now;
  };
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t(`report.table.${by}`)}><table class="table">
    <caption>${t(`report.table.${by}`)}</caption>
    <thead><tr><th scope="col">${t(`report.by.${by}`)}</th><${Heads} plan=${plan} /></tr></thead>
    <tbody>
      ${lines.map((line) => html`
        <tr key=${line.id}>
          <th scope="row"><button class="opens" aria-expanded=${opened.value.has(line.id)} onClick=${() => toggle(line.id)}>
            <i class="dot" style=${paint(line.of)}></i> <span dir="auto">${line.name}</span>
          </button></th>
          <${Cells} line=${line} plan=${plan} />
        </tr>
        ${opened.value.has(line.id) && html`<${Tasks} key=${`tasks ${line.id}`} by=${by} line=${line} plan=${plan} />`}
      `)}
    </tbody>
  </table></div>
  ${!plan && html`<p class="hint">${t("report.tagHint")}</p>`}`;
}

/** The same as the bars, in figures. */
function BarTable({ found }) {
  return html`<details class="report-figures"><summary>${t("report.asTable")}</summary>
    <div class="scroll-x"><table class="table">
      <thead><tr><th scope="col">${t("report.when")}</th><th scope="col" class="number">${t("panel.planned")}</th><th scope="col" class="number">${t("panel.tracked")}</th></tr></thead>
      <tbody>${found.bars.map((/** @type {any} */ bar) => html`<tr><th scope="row">${barName(bar, found.unit)}</th><td class="number">${time(bar.planned)}</td><td class="number">${time(bar.tracked)}</td></tr>`)}</tbody>
    </table></div>
  </details>`;
}

/** The tab. */
export function Summary() {
  const kinds = KINDS.filter((kind) => kind !== "person" || people.value.length);
  const by = kinds.find((kind) => kind === query.value.by) ?? "project";
  const read = async () => {
    const [sums, tags] = await Promise.all([insights({ limit: 1 }), by === "tag" ? byTag() : null]);
    return { by, ...sums, tags };
  };
  const { found, unread } = useShown(SUMMED, read, [insightsQuery.value, by]);
  const sums = found.value;
  if (!sums) return unread || html`<div aria-busy="true" class="report-waiting"></div>`;
  const { total } = sums;
  const lines = linesOf(sums, sums.by);
  const shown = bars(sums.days, firstDay.value);
  const nothing = total.planned + total.tracked === 0;
  return html`<div class="figures-row">
      <${Figure} label=${t("panel.planned")} value=${duration(total.planned)} means=${t("report.plannedMeans")} />
      <${Figure} label=${t("panel.tracked")} value=${duration(total.tracked)} more=${t("report.unplanned", { duration: duration(total.unplanned) })} means=${t("report.unplannedMeans")} />
      <${Figure} label=${t("report.drift")} value=${html`<${Drift} of=${total} />`} more=${total.drift === null ? t(total.planned ? "report.ahead" : "report.noPlan") : ""} means=${t("report.driftMeans")} />
      <${Figure} label=${t("report.accuracy")} value=${percent(total.estimate_accuracy)} means=${t("report.accuracyMeans")} />
    </div>
    ${nothing && html`<${Nothing} />`}
    <section class="box"><h2>${t(`report.per.${shown.unit}`)}</h2><${Bars} ...${shown} /><${BarTable} found=${shown} /></section>
    <section class="box">
      <div class="page-bar"><h2>${t("report.where")}</h2>
        <div class="joined" role="group" aria-label=${t("report.split")}>
          ${kinds.map((kind) => html`<button aria-pressed=${by === kind} onClick=${() => refine({ by: kind === "project" ? null : kind })}>${t(`report.by.${kind}`)}</button>`)}
        </div>
      </div>
      <div class="split"><${Ring} lines=${lines} /><div><${Table} key=${sums.by} lines=${lines} by=${sums.by} /></div></div>
    </section>`;
}
