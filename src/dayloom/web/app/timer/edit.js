// What runs, to be changed while it runs: since when, for which task, in which words. Everything is saved as it is entered.

import { html, useEffect, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { nameOf, running, start } from "../store/timer.js";
import { change, changeStart, changeTask, discard } from "../store/timer-change.js";
import { fullDate } from "../time/format.js";
import { DAY, MINUTE, addDays, instant, today, wall } from "../time/zone.js";
import { ClockField } from "../ui/clock-field.js";
import { Combo } from "../ui/combo.js";
import { together } from "../ui/direction.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { offers } from "./find.js";

const STEPS = [5, 15];

/** Minutes since midnight, whole ones. @param {number} at milliseconds */
export const minutesAt = (at) => Math.floor(wall(at, zone.value).minutes);

/** The last time before `latest` that clocks said so. @param {number} minutes since midnight @param {number} latest milliseconds */
export function lastTime(minutes, latest) {
  const { day } = wall(latest, zone.value);
  const at = instant(day, minutes, zone.value);
  return at <= latest ? at : instant(addDays(day, -1), minutes, zone.value);
}

/** When the entry starts that is told so: what has run for days keeps its day. @param {number} before @param {number} minutes */
function startAt(before, minutes) {
  const now = Date.now();
  return lastTime(minutes, now - before > DAY ? Math.min(now, instant(addDays(wall(before, zone.value).day, 1), 0, zone.value) - 1) : now);
}

function Started({ entry, keep }) {
  const { day } = wall(entry.start, zone.value);
  const onChange = (/** @type {number} */ minutes) => keep(changeStart(startAt(entry.start, minutes)));
  return html`<div class="timer-started">
    <label class="field">
      ${day === today(zone.value) ? t("timer.since") : t("timer.sinceDay", { day: fullDate(day) })}
      <${ClockField} minutes=${minutesAt(entry.start)} onChange=${onChange} />
    </label>
    ${STEPS.map(
      (minutes) => html`<button class="plain" aria-label=${t("timer.earlier", { minutes })} title=${t("timer.earlier", { minutes })} onClick=${() => keep(changeStart(entry.start - minutes * MINUTE))}>
        ${together(`−${minutes}`)}
      </button>`,
    )}
  </div>`;
}

/** What was typed stays until it is saved. */
function Description({ entry, keep }) {
  const draft = useSignal(/** @type {string | null} */ (null));
  const save = async () => {
    const text = draft.value;
    if (text === null) return;
    const description = text.trim() || null;
    const saved = description === (entry.description || null) || (await keep(change({ description }, { description })));
    if (saved && draft.value === text) draft.value = null;
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter") save();
  };
  return html`<input dir="auto" maxlength="3000" value=${draft.value ?? entry.description ?? ""} onInput=${(/** @type {any} */ event) => (draft.value = event.currentTarget.value)} onBlur=${save} onKeyDown=${onKeyDown} />`;
}

/** The box under the bar. @param {{onClose: () => void}} props */
export function Edit({ onClose }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const saved = useSignal(false);
  const keep = async (/** @type {Promise<boolean>} */ changed) => {
    saved.value = false;
    return (saved.value = await changed);
  };
  const entry = running.value;
  useLayoutEffect(() => box.current?.querySelector("input")?.focus(), []);
  useEffect(() => {
    const place = /** @type {HTMLElement} */ (box.current?.parentElement);
    const beside = (/** @type {Event} */ event) => !event.composedPath().includes(place) && onClose();
    document.addEventListener("pointerdown", beside);
    return () => document.removeEventListener("pointerdown", beside);
  }, []);
  if (!entry) return null;
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const { ariaExpanded, dataset } = /** @type {HTMLElement} */ (event.target);
    // An open list, and a time that is being typed, take it for themselves.
    if (event.key !== "Escape" || ariaExpanded === "true" || dataset.typing === "true") return;
    event.stopPropagation();
    onClose();
  };
  return html`<div class="timer-box" role="dialog" aria-labelledby="timer-title" ref=${box} onKeyDownCapture=${onKey}>
    <h2 id="timer-title" dir="auto">${t("timer.title", { name: nameOf(entry) })}</h2>
    <${Started} entry=${entry} keep=${keep} />
    <label class="field">
      ${t("timer.description")}
      <${Description} key=${entry.id} entry=${entry} keep=${keep} />
    </label>
    <div class="timer-task">
      <${Combo} key=${entry.task_id} id="timer-task" label=${t("timer.task")} placeholder=${t("timer.task.find")} value=${entry.task?.name ?? ""} find=${offers} onChoose=${(/** @type {any} */ offer) => keep(changeTask(offer.of))} />
      ${entry.task_id !== null &&
      html`<button class="icon-button" aria-label=${t("timer.task.none")} title=${t("timer.task.none")} onClick=${() => keep(changeTask(null))}><${Icon} name="close" size=${14} /></button>`}
    </div>
    <div class="timer-task">
      <${Combo} key=${entry.id} id="timer-switch" label=${t("timer.switch")} find=${offers} onChoose=${(/** @type {any} */ offer) => start(offer.of).then(onClose)} />
    </div>
    <p class="timer-kept" role="status">${t(saved.value ? "timer.saved" : "timer.kept")}</p>
    <div class="actions">
      <button class="plain" aria-label=${t("timer.discardOne", { name: nameOf(entry) })} onClick=${() => { onClose(); discard(); }}>${t("timer.discard")}</button>
      <button class="plain" onClick=${onClose}>${t("dialog.close")}</button>
    </div>
  </div>`;
}
