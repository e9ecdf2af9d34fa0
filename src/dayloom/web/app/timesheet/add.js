// Time that was not tracked by the timer, entered by hand.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { entries } from "../store/entries-week.js";
import { add } from "../store/entries.js";
import { dayBegins, zone } from "../store/session.js";
import { projects } from "../store/tasks.js";
import { clockTime, duration, shortDate, weekdayName } from "../time/format.js";
import { addDays, instant, today, wall } from "../time/zone.js";
import { Combo } from "../ui/combo.js";
import { Dialog, confirm } from "../ui/dialog.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { findTasks } from "./fields.js";
import { parseClock } from "../time/lengths.js";
import { beginning, isDay, lately } from "./rows.js";
import { clockOf, doubt, endOf, isAhead, titleOf } from "./times.js";

const HOUR = 60;
const typed = (/** @type {import("../vendor/preact.js").Signal<any>} */ of) => (/** @type {any} */ event) => (of.value = event.currentTarget.value);

/** @param {{days: string[], onClose: () => void}} props `days` on show */
export function AddTime({ days, onClose }) {
  const now = today(zone.value);
  const day = useSignal(days.includes(now) ? now : days[0]);
  /** Wall minutes; the end is told today alone, and is not in the future. */
  const suggested = () => {
    const [of, midnight] = [entries.value ?? [], instant(addDays(day.value, 1), 0, zone.value)];
    if (day.value !== now) {
      const begins = instant(day.value, dayBegins.value, zone.value);
      return { start: wall(beginning(of, day.value, { begins, midnight, now: Date.now() }), zone.value).minutes, end: null };
    }
    const { start, end } = lately(of, now, { midnight: instant(now, 0, zone.value), now: Date.now() });
    return { start: wall(start, zone.value).minutes, end: wall(end, zone.value).minutes };
  };
  const words = useSignal("");
  const task = useSignal(/** @type {any} */ (null));
  const project = useSignal("");
  const from = useSignal(/** @type {string | null} */ (null));
  const to = useSignal(/** @type {string | null} */ (null));
  const problem = useSignal("");
  const isReal = isDay(day.value);
  const offered = isReal ? suggested() : null;
  const fromText = from.value ?? (offered ? clockTime(offered.start) : "");
  const begins = parseClock(fromText);
  const hour = (begins ?? 0) + HOUR;
  const last = offered?.end && begins !== null && begins < offered.end ? Math.min(hour, offered.end) : hour;
  const toText = to.value ?? (begins === null ? "" : clockTime(last));
  const ends = parseClock(toText);
  const start = begins === null || !isReal ? null : instant(day.value, begins, zone.value);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef(task.value);
  useLayoutEffect(() => {
    // The box to find it in and the chip take each other's place.
    if (task.value !== before.current) /** @type {HTMLElement | null | undefined} */ (place.current?.querySelector("input, button"))?.focus();
    before.current = task.value;
  }, [task.value]);
  // An end before the start is on the next day.
  const seconds = begins === null || ends === null || start === null ? null : (instant(day.value, ends < begins ? ends + 24 * HOUR : ends, zone.value) - start) / 1000;
  const ask = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!seconds || start === null) {
      problem.value = isReal ? t("entries.noTimes") : t("entries.noDay");
      return;
    }
    problem.value = "";
    const there = /** @type {any} */ ({ id: 0, start, duration: seconds, description: words.value.trim(), task: task.value });
    if (!isAhead(there)) save(there, false);
    else confirm({ title: t("entries.add"), text: t("entries.isAhead", { name: titleOf(there), to: clockOf(endOf(there)) }), word: t("entries.save"), act: () => save(there, true) });
  };
  const save = async (/** @type {import("./times.js").Entry} */ there, /** @type {boolean} */ asked) => {
    const what = { ...(words.value.trim() && { description: words.value.trim() }), ...(project.value && { project_id: Number(project.value) }) };
    const { start, duration: length } = there;
    const told = { name: titleOf(there), duration: duration(length ?? 0), day: day.value === now ? t("entries.today") : `${weekdayName(day.value)} ${shortDate(day.value)}`, from: clockOf(there.start ?? 0), to: clockOf(endOf(there)) };
    if (!(await add([{ task_id: task.value?.id, ...what, start, duration: length }], t("entries.recorded", told)))) return;
    onClose();
    doubt(there, asked); // over what was there before it came
  };
  return html`<${Dialog} title=${t("entries.add")} onClose=${onClose}>
    <form onSubmit=${ask}>
      <label class="field">${t("entries.what")}<input dir="auto" maxlength="500" value=${words.value} onInput=${typed(words)} /></label>
      <div class="field" ref=${place}><span>${t("entries.task")}</span>
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
