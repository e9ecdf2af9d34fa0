// Bars by day, week or month and a ring of shares, as SVG; the tables beside them say the same in figures.

import { html } from "../vendor/preact.js";
import { duration, shortDate, shortMonth, weekdayName } from "../time/format.js";
import { colourOf } from "../ui/colour.js";
import { forward, together } from "../ui/direction.js";
import { t } from "../words/words.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 240, 44, 24];
const LINES = 6;
const STEPS = [1, 2, 4, 8, 20, 40, 80, 200, 400, 800, 2000, 4000];
/** Where something so wide stands: the first day begins where reading does. */
const placed = (/** @type {number} */ x, width = 0) => (forward() > 0 ? x : WIDTH - x - width);

/** @typedef {{first: string, last: string, planned: number, tracked: number}} Bar */

/** What a bar is called. @param {Bar} bar @param {string} unit */
export function barName({ first, last }, unit) {
  if (unit === "month") return shortMonth(first);
  return unit === "week" && first !== last ? `${shortDate(first)} – ${shortDate(last)}` : `${weekdayName(first)} ${shortDate(first)}`;
}

/** @param {{bars: Bar[], unit: string}} props */
export function Bars({ bars, unit }) {
  const hours = Math.max(2, ...bars.map((one) => Math.max(one.planned, one.tracked) / 3600));
  const step = STEPS.find((one) => hours / one <= LINES) ?? hours / LINES;
  const top = Math.ceil(hours / step) * step;
  const y = (/** @type {number} */ seconds) => (HEIGHT - BOTTOM) * (1 - seconds / 3600 / top) + 6;
  const slot = (WIDTH - LEFT) / bars.length;
  const wide = Math.min(28, slot * 0.36);
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const every = Math.ceil(bars.length / 12);
  const short = (/** @type {Bar} */ bar) => (unit === "month" ? shortMonth(bar.first) : unit === "day" && bars.length < 12 ? weekdayName(bar.first) : shortDate(bar.first));
  return html`<svg class="bars" viewBox=${`0 0 ${WIDTH} ${HEIGHT + 8}`} role="img" aria-label=${t(`report.per.${/** @type {"day"} */ (unit)}`)}>
    ${lines.map(
      (hour) => html`<g><line x1=${placed(LEFT)} x2=${placed(WIDTH)} y1=${y(hour * 3600)} y2=${y(hour * 3600)} /><text x=${placed(LEFT - 8)} y=${y(hour * 3600) + 4} text-anchor="end">${together(`${hour} h`)}</text></g>`,
    )}
    ${bars.map((bar, index) => {
      const middle = LEFT + slot * (index + 0.5);
      const box = (/** @type {number} */ x, /** @type {number} */ seconds, /** @type {string} */ kind) =>
        seconds > 0 && html`<rect class=${kind} x=${placed(x, wide)} y=${y(seconds)} width=${wide} height=${y(0) - y(seconds)} rx="3" />`;
      return html`<g>
        <title>${barName(bar, unit)}: ${t("grid.planned", { duration: duration(bar.planned) })}, ${t("grid.tracked", { duration: duration(bar.tracked) })}</title>
        ${box(middle - wide - 1, bar.planned, "pale")}${box(middle + 1, bar.tracked, "solid")}
        ${index % every === 0 && html`<text x=${placed(middle)} y=${HEIGHT} text-anchor="middle">${short(bar)}</text>`}
      </g>`;
    })}
  </svg>`;
}

/** One task's plan and actual as thin bars, one above the other; the cells beside them say it. @param {{planned: number, tracked: number, most: number}} props */
export function Pair({ planned, tracked, most }) {
  const bar = (/** @type {"pale" | "solid"} */ kind, /** @type {number} */ seconds, /** @type {number} */ y) => {
    const width = (seconds / most) * 100;
    return seconds > 0 && html`<rect class=${kind} x=${forward() > 0 ? 0 : 100 - width} y=${y} width=${width} height="4" />`;
  };
  return html`<svg class="pair" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${bar("pale", planned, 0)}${bar("solid", tracked, 5)}</svg>`;
}

/** @param {{lines: {name: string, of: any, tracked: number}[]}} props */
export function Ring({ lines }) {
  const radius = 70;
  const around = 2 * Math.PI * radius;
  const total = lines.reduce((sum, line) => sum + line.tracked, 0);
  let at = 0;
  return html`<svg class="ring" viewBox="0 0 200 200" role="img" aria-label=${t("report.where")}>
    <circle cx="100" cy="100" r=${radius} class="ring-empty" />
    ${lines
      .filter((line) => line.tracked > 0)
      .map((line) => {
        const share = line.tracked / total;
        const piece = html`<circle
          cx="100" cy="100" r=${radius} style=${{ stroke: colourOf(line.of) }}
          stroke-dasharray=${`${share * around} ${around}`} stroke-dashoffset=${-at * around} transform="rotate(-90 100 100)"
        ><title>${line.name}: ${Math.round(share * 100)} %</title></circle>`;
        at += share;
        return piece;
      })}
    <text x="100" y="100" text-anchor="middle" class="ring-total">${duration(total)}</text>
    <text x="100" y="118" text-anchor="middle">${t("report.tracked")}</text>
  </svg>`;
}
