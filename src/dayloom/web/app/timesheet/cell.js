// A cell of the timesheet: typed into, it makes the day's time of its row as long as that.

import { html, useId, useSignal } from "../vendor/preact.js";
import { entries } from "../store/entries-week.js";
import * as store from "../store/entries.js";
import { dayBegins, zone } from "../store/session.js";
import { compact, duration, fullDate } from "../time/format.js";
import { addDays, instant } from "../time/zone.js";
import { forward } from "../ui/direction.js";
import { t } from "../words/words.js";
import { parseLength, parseSeconds } from "../time/lengths.js";
import { beginning, stepTo } from "./rows.js";

const MOST = 24 * 3600;
const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] });

const parse = (/** @type {string} */ text) => parseSeconds(text) ?? parseLength(text);

/** Why a cell cannot say this, in words; "" where it can. @param {import("./rows.js").Cell} cell @param {string} text */
function objection(cell, text) {
  const wanted = parse(text);
  if (wanted === null) return t("entries.notLength", { text });
  if (wanted > MOST) return t("entries.cellMost");
  const step = stepTo(cell, wanted);
  if (step.kind === "running") return t("entries.cellRuns");
  return step.kind === "less" ? t("entries.cellLess", { duration: duration(step.others) }) : "";
}

/** @param {import("./rows.js").Row} row @param {import("./rows.js").Cell} cell @param {number} wanted seconds, to which there is no objection @returns {Promise<boolean>} */
async function fill(row, cell, wanted) {
  const step = stepTo(cell, wanted);
  if (step.kind === "delete") return store.drop(cell.entries.slice(-1));
  if (step.kind === "change") return store.save(step.entry, { duration: step.duration });
  const at = { begins: instant(cell.day, dayBegins.value, zone.value), midnight: instant(addDays(cell.day, 1), 0, zone.value), now: Date.now() };
  const start = beginning(entries.value ?? [], cell.day, at);
  const of = row.task_id ? { task_id: row.task_id } : row.project_id ? { project_id: row.project_id } : {};
  return store.add([{ ...of, start, duration: wanted }]);
}

/** What was planned, above what was tracked. @param {{seconds: number}} props */
export const Planned = ({ seconds }) =>
  html`<small aria-hidden="true" title=${seconds > 0 ? t("panel.planned") : ""}>${seconds > 0 ? html`<i class="swatch pale"></i>${duration(seconds)}` : "\u00a0"}</small>`;

/** @param {{row: import("./rows.js").Row, cell: import("./rows.js").Cell, title: string, at: string, onGo: (down: number, later: number) => void}} props */
export function CellField({ row, cell, title, at, onGo }) {
  const draft = useSignal(/** @type {string | null} */ (null));
  const bad = useSignal(false);
  const why = useSignal("");
  const problem = useId();
  const saving = useSignal(false);
  const shown = cell.seconds ? compact(cell.seconds) : "";
  const planned = cell.planned > 0;
  const forget = () => {
    draft.value = null;
    bad.value = false;
    why.value = "";
  };
  const leave = async () => {
    const text = draft.value;
    if (text === null || saving.value) return;
    if (text.trim() === shown) {
      forget();
      return;
    }
    why.value = objection(cell, text);
    bad.value = why.value !== "";
    if (bad.value) return;
    saving.value = true;
    bad.value = !(await fill(row, cell, parse(text) ?? 0));
    saving.value = false;
    if (!bad.value && draft.value === text) draft.value = null;
  };
  const onKeyDown = (/** @type {any} */ event) => {
    const field = event.currentTarget;
    event.stopPropagation();
    if (event.key === "Escape") {
      forget();
      return;
    }
    const [down, right] = ARROWS[event.key] ?? (event.key === "Enter" ? [1, 0] : [0, 0]);
    if (!down && !right) return;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const edge = right > 0 ? field.selectionStart === field.value.length : field.selectionEnd === 0;
    if (right && !whole && !edge) return; // the caret moves inside
    event.preventDefault();
    if (event.key === "Enter") leave();
    onGo(down, right * forward());
  };
  const words = { name: title, day: fullDate(cell.day), planned: duration(cell.planned) };
  return html`<td class="number sheet-cell">
    <${Planned} seconds=${cell.planned} />
    <input
      class=${cell.running ? "running" : ""}
      data-at=${at}
      aria-label=${planned ? t("entries.cellPlanned", words) : t("entries.cell", words)}
      aria-invalid=${bad.value ? "true" : undefined}
      aria-describedby=${why.value ? problem : undefined}
      autocomplete="off"
      maxlength="12"
      placeholder=${cell.running ? t("grid.running") : "–"}
      value=${draft.value ?? shown}
      onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
      onInput=${(/** @type {any} */ event) => (draft.value = event.currentTarget.value)}
      onBlur=${leave}
      onKeyDown=${onKeyDown}
    />
    ${why.value && html`<small class="cell-problem" id=${problem} role="alert" dir="auto">${why.value}</small>`}
  </td>`;
}
