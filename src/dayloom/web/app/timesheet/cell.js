// A cell of the timesheet: typed into, it makes the day's time of its row as long as that.

import { html, useSignal } from "../vendor/preact.js";
import { entries } from "../store/entries-week.js";
import * as store from "../store/entries.js";
import { tell } from "../store/notes.js";
import { zone } from "../store/session.js";
import { duration, fullDate } from "../time/format.js";
import { addDays, instant } from "../time/zone.js";
import { forward } from "../ui/direction.js";
import { t } from "../words/words.js";
import { inCell, parseLength } from "../time/lengths.js";
import { beginning, stepTo } from "./rows.js";

const NINE = 9 * 60;
const MOST = 24 * 3600;
const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] });

const refuse = (/** @type {string} */ sentence) => {
  tell(sentence, { bad: true });
  return false;
};

/** @param {import("./rows.js").Row} row @param {import("./rows.js").Cell} cell @param {number} wanted seconds @returns {Promise<boolean>} */
async function fill(row, cell, wanted) {
  const step = stepTo(cell, wanted);
  if (step.kind === "none") return true;
  if (step.kind === "running") return refuse(t("entries.cellRuns"));
  if (step.kind === "less") return refuse(t("entries.cellLess", { duration: duration(step.others) }));
  if (step.kind === "delete") return store.drop(cell.entries.slice(-1));
  if (step.kind === "change") return store.save(step.entry, { duration: step.duration });
  const at = { nine: instant(cell.day, NINE, zone.value), midnight: instant(addDays(cell.day, 1), 0, zone.value), now: Date.now() };
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
  const saving = useSignal(false);
  const shown = inCell(cell.seconds);
  const planned = cell.planned > 0;
  const leave = async () => {
    const text = draft.value;
    if (text === null || saving.value) return;
    if (text.trim() === shown) {
      draft.value = null;
      bad.value = false;
      return;
    }
    const wanted = parseLength(text);
    saving.value = true;
    const fits = wanted !== null && wanted <= MOST;
    bad.value = fits ? !(await fill(row, cell, wanted)) : !refuse(t("entries.notUnderstood", { text }));
    saving.value = false;
    if (!bad.value && draft.value === text) draft.value = null;
  };
  const onKeyDown = (/** @type {any} */ event) => {
    const field = event.currentTarget;
    event.stopPropagation();
    if (event.key === "Escape") {
      draft.value = null;
      bad.value = false;
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
      autocomplete="off"
      maxlength="12"
      placeholder=${cell.running ? t("grid.running") : "–"}
      value=${draft.value ?? shown}
      onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
      onInput=${(/** @type {any} */ event) => (draft.value = event.currentTarget.value)}
      onBlur=${leave}
      onKeyDown=${onKeyDown}
    />
  </td>`;
}
