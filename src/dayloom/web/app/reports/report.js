// Plan against actual over a week or a month: four figures, two charts, and the table with the same numbers.

import { html, useEffect, useSignal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { blockOf, entryOf } from "../store/calendar.js";
import { tellError } from "../store/notes.js";
import { firstDay, here, zone } from "../store/session.js";
import { dateRange, duration, monthName } from "../time/format.js";
import { addDays, daysFrom, instant, rfc3339, startOfWeek, today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { Bars, Ring } from "./charts.js";
import { addUp, drift } from "./sums.js";

/** Within this much of the plan nobody needs to look. */
const CLOSE = 0.1;

/** The days of the week or month that a day is in. @param {string} day @param {string} kind */
function daysOf(day, kind) {
  if (kind === "week") return daysFrom(startOfWeek(day, firstDay.value), 7);
  const first = `${day.slice(0, 8)}01`;
  const next = addDays(first, 31).slice(0, 8);
  const length = Math.round((Date.parse(`${next}01`) - Date.parse(first)) / 86_400_000);
  return daysFrom(first, length);
}

function Drift({ line }) {
  const share = drift(line);
  if (share === null) return html`<span class="drift">–</span>`;
  const percent = Math.round(share * 100);
  const over = share > CLOSE;
  return html`<span class=${`drift ${over ? "over" : "close"}`}>${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent)} %</span>`;
}

function Figure({ label, value, more }) {
  return html`<div class="figure-card"><span>${label}</span><b>${value}</b><small>${more}</small></div>`;
}

function Table({ lines }) {
  return html`<table>
    <caption>${t("report.byProject")}</caption>
    <thead><tr><th scope="col">${t("panel.project")}</th><th scope="col">${t("panel.planned")}</th><th scope="col">${t("panel.tracked")}</th><th scope="col">${t("report.drift")}</th></tr></thead>
    <tbody>
      ${lines.map(
        (/** @type {any} */ line) => html`<tr key=${line.key}>
          <th scope="row"><i class="dot" style=${paint(line.of)}></i> <span dir="auto">${line.of?.name ?? t("nav.noProject")}</span></th>
          <td>${line.planned ? duration(line.planned) : "–"}</td><td>${line.tracked ? duration(line.tracked) : "–"}</td><td><${Drift} line=${line} /></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The page. */
export function Report() {
  const kind = useSignal("week");
  const day = useSignal(today(zone.value));
  const found = useSignal(/** @type {ReturnType<typeof addUp> | null} */ (null));
  const days = daysOf(day.value, kind.value);
  const turn = (/** @type {number} */ by) => (day.value = addDays(by > 0 ? days[days.length - 1] : days[0], by));
  useEffect(() => {
    let wanted = true;
    const window = {
      date_from: rfc3339(instant(days[0], 0, zone.value)),
      date_to: rfc3339(instant(addDays(days[days.length - 1], 1), 0, zone.value) - 1000),
    };
    const read = async () => {
      try {
        const [planned, tracked] = await Promise.all([
          get(`${here.value}/time-blocks/stream`, window),
          get(`${here.value}/time-entries/stream`, { ...window, include_taskless: true }),
        ]);
        const real = tracked.filter((/** @type {any} */ one) => one.start !== null);
        if (wanted) found.value = addUp(planned.map(blockOf), real.map(entryOf), days, zone.value, Date.now());
      } catch (error) {
        tellError(error);
      }
    };
    read();
    return () => (wanted = false);
  }, [day.value, kind.value, here.value]);
  const sums = found.value;
  const share = sums && drift(sums);
  return html`<main class="report" id="planner" tabindex="-1" aria-label=${t("report.title")}>
    <div class="report-bar">
      <h1>${t("report.title")}</h1>
      <div class="joined">
        <button aria-label=${t("grid.previous")} onClick=${() => turn(-1)}><${Icon} name="left" /></button>
        <button onClick=${() => (day.value = today(zone.value))}>${kind.value === "week" ? dateRange(days[0], days[6]) : monthName(days[0])}</button>
        <button aria-label=${t("grid.next")} onClick=${() => turn(1)}><${Icon} name="right" /></button>
      </div>
      <div class="joined" role="group">
        ${["week", "month"].map((one) => html`<button aria-pressed=${kind.value === one} onClick=${() => (kind.value = one)}>${t(/** @type {any} */ (`report.${one}`))}</button>`)}
      </div>
    </div>
    ${sums &&
    html`<div class="figures-row">
        <${Figure} label=${t("panel.planned")} value=${duration(sums.planned)} more="" />
        <${Figure} label=${t("panel.tracked")} value=${duration(sums.tracked)} more=${t("report.unplanned", { duration: duration(sums.unplanned) })} />
        <${Figure} label=${t("report.drift")} value=${html`<${Drift} line=${sums} />`} more=${share === null ? t("report.noPlan") : ""} />
      </div>
      ${sums.planned + sums.tracked === 0 && html`<p class="empty">${t("report.empty")}</p>`}
      <div class="charts">
        <section class="card-box"><h2>${t("report.byDay")}</h2><${Bars} days=${sums.days} /></section>
        <section class="card-box"><h2>${t("report.where")}</h2><${Ring} lines=${sums.projects} total=${sums.tracked || 1} /></section>
      </div>
      <section class="card-box"><${Table} lines=${sums.projects} /></section>`}
  </main>`;
}
