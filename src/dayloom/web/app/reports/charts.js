// Bars by day and a ring of shares, as SVG; the table beside them says the same in figures.

import { html } from "../vendor/preact.js";
import { duration, shortDate, weekdayName } from "../time/format.js";
import { colourOf } from "../ui/colour.js";
import { t } from "../words/words.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 240, 44, 24];

/** @param {{days: {key: string, planned: number, tracked: number}[]}} props */
export function Bars({ days }) {
  const hours = Math.max(2, ...days.map((day) => Math.max(day.planned, day.tracked) / 3600));
  const step = hours > 12 ? 4 : 2;
  const top = Math.ceil(hours / step) * step;
  const y = (/** @type {number} */ seconds) => (HEIGHT - BOTTOM) * (1 - seconds / 3600 / top) + 6;
  const slot = (WIDTH - LEFT) / days.length;
  const bar = Math.min(28, slot * 0.36);
  const lines = Array.from({ length: top / step + 1 }, (_, index) => index * step);
  return html`<svg class="bars" viewBox=${`0 0 ${WIDTH} ${HEIGHT + 8}`} role="img" aria-label=${t("report.byDay")}>
    ${lines.map(
      (hour) => html`<g><line x1=${LEFT} x2=${WIDTH} y1=${y(hour * 3600)} y2=${y(hour * 3600)} /><text x=${LEFT - 8} y=${y(hour * 3600) + 4} text-anchor="end">${hour} h</text></g>`,
    )}
    ${days.map((day, index) => {
      const middle = LEFT + slot * (index + 0.5);
      const box = (/** @type {number} */ x, /** @type {number} */ seconds, /** @type {string} */ kind) =>
        seconds > 0 && html`<rect class=${kind} x=${x} y=${y(seconds)} width=${bar} height=${y(0) - y(seconds)} rx="3" />`;
      return html`<g>
        <title>${weekdayName(day.key)} ${shortDate(day.key)}: ${t("grid.planned", { duration: duration(day.planned) })}, ${t("grid.tracked", { duration: duration(day.tracked) })}</title>
        ${box(middle - bar - 1, day.planned, "pale")}${box(middle + 1, day.tracked, "solid")}
        ${(days.length < 12 || index % 5 === 0) &&
        html`<text x=${middle} y=${HEIGHT} text-anchor="middle">${days.length < 12 ? weekdayName(day.key) : shortDate(day.key)}</text>`}
      </g>`;
    })}
  </svg>`;
}

/** @param {{lines: {key: string, of: any, tracked: number}[], total: number}} props */
export function Ring({ lines, total }) {
  const radius = 70;
  const around = 2 * Math.PI * radius;
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
        ><title>${line.of?.name ?? t("nav.noProject")}: ${Math.round(share * 100)} %</title></circle>`;
        at += share;
        return piece;
      })}
    <text x="100" y="100" text-anchor="middle" class="ring-total">${duration(total)}</text>
    <text x="100" y="118" text-anchor="middle">${t("report.tracked")}</text>
  </svg>`;
}
