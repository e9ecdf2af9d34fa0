// How the figures of a report look: drift with its sign, accuracy, and the head of a column to sort by.

import { html } from "../vendor/preact.js";
import { duration, rounded } from "../time/format.js";
import { together } from "../ui/direction.js";
import { t } from "../words/words.js";

/** Within so many percent of the plan nobody needs to look. */
const CLOSE = 10;

/** What a drift is, as it is shown: in whole percent. @param {number} percent @returns {"over" | "under" | "close"} */
export const judged = (percent) => (percent > CLOSE ? "over" : percent < -CLOSE ? "under" : "close");

export const time = (/** @type {number | null} */ seconds) => (seconds ? duration(seconds) : "–");
export const percent = (/** @type {number | null} */ share) => (share === null ? "–" : together(`${Math.round(share * 100)} %`));

/** How far the actual is from the plan, as a share of it: of both as they are said. @param {{of: {planned: number, tracked: number, drift: number | null}}} props */
export function Drift({ of }) {
  if (of.drift === null) return html`<span>–</span>`;
  const plan = rounded(of.planned);
  const share = (rounded(of.tracked) - plan) / plan;
  const whole = Math.round(share * 100);
  return html`<span class=${`drift ${judged(whole)}`}>${together(`${whole > 0 ? "+" : whole < 0 ? "−" : "±"}${Math.abs(whole)} %`)}</span>`;
}

/** The half sentence below the word, where it heads a column. @param {{of: string}} props */
const Half = ({ of }) => (of === "drift" || of === "accuracy" ? html`<small class="drift-is">${t(`report.${of}Is`)}</small>` : null);

/** What a share is of, for the head of its column. @param {string} share */
const meant = (share) => (share === "accuracy" ? t("report.accuracyMeans") : undefined);

/** What the shares say. */
export function Meanings() {
  const line = (/** @type {"drift" | "accuracy"} */ share) => html`<p class="hint"><b>${t(`report.${share}`)}</b>: ${t(`report.${share}Means`)}</p>`;
  return html`<div class="meanings">${line("drift")}${line("accuracy")}</div>`;
}

/**
 * The head of a column; pressing it sorts by it, pressing it again the other way round.
 * @param {{name: string, label: string, sort: string, onSort: (sort: string) => void, number?: boolean}} props `sort`: "name", or "-name" from the last on
 */
export function SortHead({ name, label, sort, onSort, number = false }) {
  const on = sort.replace("-", "") === name;
  const down = sort.startsWith("-");
  const next = on ? (down ? name : `-${name}`) : number ? `-${name}` : name;
  return html`<th scope="col" title=${meant(name)} class=${number ? `number column-${name}` : ""} aria-sort=${on ? (down ? "descending" : "ascending") : "none"}>
    <button class="sort" onClick=${() => onSort(next)}>${label}<span aria-hidden="true">${on ? (down ? " ↓" : " ↑") : ""}</span></button><${Half} of=${name} />
  </th>`;
}

/** What somebody planned, tracked, and so on, as cells. @param {{line: any, plan?: boolean}} props `plan`: whether there is one to compare with */
export function Cells({ line, plan = true }) {
  return html`${plan && html`<td class="number">${time(line.planned)}</td>`}<td class="number">${time(line.tracked)}</td>
    ${plan && html`<td class="number"><${Drift} of=${line} /></td><td class="number column-accuracy">${percent(line.estimate_accuracy)}</td>`}`;
}

/** The heads of those cells. @param {{plan?: boolean}} props */
export function Heads({ plan = true }) {
  const head = (/** @type {any} */ word, of = word.split(".")[1]) => html`<th scope="col" title=${meant(of)} class=${`number column-${of}`}>${t(word)}<${Half} of=${of} /></th>`;
  return html`${plan && head("panel.planned")}${head("panel.tracked")}${plan && html`${head("report.drift")}${head("report.accuracy")}`}`;
}
