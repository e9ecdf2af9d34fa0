// A tracked piece of the calendar, changed where it lies: what it was, and from when to when.

import { html, useSignal } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { go } from "../store/place.js";
import { nameOf, running } from "../store/timer.js";
import { change, changeStopped, throwAway } from "../store/timer-change.js";
import { instant, rfc3339, wall } from "../time/zone.js";
import { findTasks } from "../timesheet/fields.js";
import { Combo } from "../ui/combo.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { useHours } from "./when.js";

/** Start and end as they were typed; what was not typed keeps its seconds. @param {import("../store/calendar.js").Entry} entry @param {ReturnType<typeof useHours>} hours */
function timesOf(entry, hours) {
  const was = wall(entry.start, zone.value);
  const { date, from, minutes, isEndTyped } = hours;
  const start = date === was.day && from === Math.floor(was.minutes) ? entry.start : instant(date, from, zone.value);
  if (entry.duration === null) return { start };
  const end = isEndTyped || date !== was.day ? instant(date, from + minutes, zone.value) : entry.start + entry.duration * 1000;
  return { start, duration: end > start ? Math.round((end - start) / 1000) : entry.duration };
}

/** @param {{entry: import("../store/calendar.js").Entry, onClose: () => void}} props */
export function EntryDialog({ entry, onClose }) {
  const words = useSignal(entry.description ?? "");
  const task = useSignal(entry.task);
  const at = wall(entry.start, zone.value);
  const runs = entry.duration === null;
  const hours = useHours({ day: at.day, from: at.minutes, minutes: (entry.duration ?? 0) / 60 }, { isTracked: true, isOpen: runs });
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (hours.isWrong) return;
    const description = words.value.trim() || null;
    const times = timesOf(entry, hours);
    const fields = {
      ...(description !== (entry.description || null) && { description }),
      ...(task.value?.id !== entry.task?.id && { task_id: task.value?.id ?? null }),
      ...(times.start !== entry.start && { start: rfc3339(times.start) }),
      ...(times.duration !== undefined && times.duration !== entry.duration && { duration: times.duration }),
    };
    onClose();
    if (!Object.keys(fields).length) return;
    const shown = { ...entry, ...times, description, ...("task_id" in fields && { task_id: fields.task_id, task: task.value, project: task.value?.project ?? null }) };
    if (running.value?.id === entry.id) change(fields, shown);
    else changeStopped(entry, fields, shown);
  };
  const discard = () => {
    onClose();
    throwAway(entry);
  };
  // Among all of its week, on the page of tracked time.
  const showInTime = () => {
    onClose();
    go("time", { week: at.day, entry: String(entry.id) });
  };
  return html`<${Dialog} title=${nameOf(entry)} onClose=${onClose}>
    <form onSubmit=${save}>
      <label class="field">${t("entries.what")}<input dir="auto" maxlength="3000" value=${words.value} onInput=${(/** @type {any} */ event) => (words.value = event.currentTarget.value)} /></label>
      <div class="field"><span>${t("entries.task")}</span>
        ${task.value
          ? html`<span class="chips"><span class="chip"><span dir="auto">${task.value.name}</span><button type="button" class="icon-button" aria-label=${t("entries.withoutTask")} onClick=${() => (task.value = null)}><${Icon} name="close" size=${14} /></button></span></span>`
          : html`<${Combo} id="entry-task" label=${t("entries.findTask")} open find=${findTasks()} onChoose=${(/** @type {any} */ offer) => (task.value = offer.of)} />`}
      </div>
      ${hours.fields}
      <div class="actions">
        <button type="button" class="plain" onClick=${discard}>${t("timer.discard")}</button>
        <button type="button" class="plain" onClick=${showInTime}>${t("grid.inTime")}</button>
        <button class="primary">${t("when.save")}</button>
      </div>
    </form>
  <//>`;
}
