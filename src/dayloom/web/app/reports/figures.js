// How the figures of a report look: drift with its sign, accuracy, and the head of a column to sort by.

import { html } from "../vendor/preact.js";
import { duration } from "../time/format.js";
import { together } from "../ui/direction.js";
import { t } from "../words/words.js";

/** Within this much of the plan nobody needs to look. */
const CLOSE = 0.1;

export const time = (/** @type {number | null} */ seconds) => (seconds ? duration(seconds) : "–");
export const percent = (/** @type {number | null} */ share) => (share === null ? "–" : together(`${Math.round(share * 100)} %`));

/** How far the actual is from the plan, as a share of it. @param {{share: number | null}} props */
export function Drift({ share }) {
  if (share === null) return html`<span>–</span>`;
  const rounded = Math.round(share * 100);
  const over = share > CLOSE;
  return html`<span class=${`drift ${over ? "over" : "close"}`}>${together(`${rounded > 0 ? "+" : rounded < 0 ? "−" : "±"}${Math.abs(rounded)} %`)}</span>`;
}

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
  return html`<th scope="col" class=${number ? "number" : ""} aria-sort=${on ? (down ? "descending" : "ascending") : "none"}>
    <button class="sort" onClick=${() => onSort(next)}>${label}<span aria-hidden="true">${on ? (down ? " ↓" : " ↑") : ""}</span></button>
  </th>`;
}

/** What somebody planned, tracked, and so on, as cells. @param {{line: any, plan?: boolean}} props `plan`: whether there is one to compare with */
export function Cells({ line, plan = true }) {
  return html`${plan && html`<td class="number">${time(line.planned)}</td>`}<td class="number">${time(line.tracked)}</td>
    ${plan && html`<td class="number"><${Drift} share=${line.drift} /></td><td class="number">${percent(line.estimate_accuracy)}</td>`}`;
}

/** The heads of those cells. @param {{plan?: boolean}} props */
export function Heads({ plan = true }) {
  const head = (/** @type {any} */ word) => html`<th scope="col" class="number">${t(word)}</th>`;
  return html`${plan && head("panel.planned")}${head("panel.tracked")}${plan && html`${head("report.drift")}${head("report.accuracy")}`}`;
}
