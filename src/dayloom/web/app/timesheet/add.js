// Time that was not tracked by the timer, entered by hand.

import { html, useSignal } from "../vendor/preact.js";
import { entries } from "../store/entries-week.js";
import { add } from "../store/entries.js";
import { zone } from "../store/session.js";
import { projects } from "../store/tasks.js";
import { clockTime, duration } from "../time/format.js";
import { addDays, instant, today, wall } from "../time/zone.js";
import { Combo } from "../ui/combo.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { findTasks } from "./fields.js";
import { parseClock } from "../time/lengths.js";
import { beginning } from "./rows.js";
import { doubt } from "./times.js";

const HOUR = 60;
const NINE = 9 * HOUR;
const typed = (/** @type {import("../vendor/preact.js").Signal<any>} */ of) => (/** @type {any} */ event) => (of.value = event.currentTarget.value);

/** @param {{days: string[], onClose: () => void}} props `days` on show */
export function AddTime({ days, onClose }) {
  const now = today(zone.value);
  const day = useSignal(days.includes(now) ? now : days[0]);
  const suggested = () => {
    const nine = instant(day.value, NINE, zone.value);
    const at = beginning(entries.value ?? [], day.value, { nine, midnight: instant(addDays(day.value, 1), 0, zone.value), now: Date.now() });
    return wall(at, zone.value).minutes;
  };
  const words = useSignal("");
  const task = useSignal(/** @type {any} */ (null));
  const project = useSignal("");
  const from = useSignal(/** @type {string | null} */ (null));
  const to = useSignal(/** @type {string | null} */ (null));
  const problem = useSignal("");
  const fromText = from.value ?? clockTime(suggested());
  const begins = parseClock(fromText);
  const toText = to.value ?? (begins === null ? "" : clockTime(begins + HOUR));
  const ends = parseClock(toText);
  const start = begins === null ? null : instant(day.value, begins, zone.value);
  // An end before the start is on the next day.
  const seconds = begins === null || ends === null || start === null ? null : (instant(day.value, ends < begins ? ends + 24 * HOUR : ends, zone.value) - start) / 1000;
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!seconds || start === null || !day.value) {
      problem.value = t("entries.noTimes");
      return;
    }
    problem.value = "";
    const what = { ...(words.value.trim() && { description: words.value.trim() }), ...(project.value && { project_id: Number(project.value) }) };
    // Over what was there before it came.
    const there = { id: 0, start, duration: seconds, description: words.value.trim(), task: task.value };
    if (!(await add([{ task_id: task.value?.id, ...what, start, duration: seconds }]))) return;
    onClose();
    doubt(/** @type {any} */ (there));
  };
  return html`<${Dialog} title=${t("entries.add")} onClose=${onClose}>
    <form onSubmit=${save}>
      <label class="field">${t("entries.what")}<input dir="auto" maxlength="500" value=${words.value} onInput=${typed(words)} /></label>
      <div class="field"><span>${t("entries.task")}</span>
        ${task.value
          ? html`<span class="chips"><span class="chip"><span dir="auto">${task.value.name}</span><button type="button" class="icon-button" aria-label=${t("entries.withoutTask")} onClick=${() => (task.value = null)}><${Icon} name="close" size=${14} /></button></span></span>`
          : html`<${Combo} id="add-time-task" label=${t("entries.findTask")} open find=${findTasks()} onChoose=${(/** @type {any} */ offer) => (task.value = offer.of)} />`}
      </div>
      <label class="field">${t("panel.project")}
        <select value=${project.value} onChange=${typed(project)}>
          <option value="">${task.value ? t("entries.projectOfTask") : t("nav.noProject")}</option>
          ${projects.value.map((one) => html`<option value=${String(one.id)}>${one.name}</option>`)}
        </select>
      </label>
      <div class="fields-3">
        <label class="field">${t("grid.day")}<input type="date" required value=${day.value} onInput=${typed(day)} /></label>
        <label class="field">${t("entries.from")}<input autocomplete="off" value=${fromText} onInput=${typed(from)} /></label>
        <label class="field">${t("entries.to")}<input autocomplete="off" value=${toText} onInput=${typed(to)} /></label>
      </div>
      <p role="status">${seconds ? duration(seconds) : ""}</p>
      ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="primary">${t("entries.save")}</button>
      </div>
    </form>
  <//>`;
}
