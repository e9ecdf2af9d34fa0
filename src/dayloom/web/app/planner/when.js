// The day and the hours of a block, typed: what a drag does, without one.

import { html, useSignal } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { clockTime, duration, fullDate } from "../time/format.js";
import { addDays, instant } from "../time/zone.js";
import { ClockField } from "../ui/clock-field.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";

const DAY = 1440;
/** The longest that goes over midnight with no more said than its end. */
const NIGHT = 720;

/**
 * A day and two times to type.
 * @param {{day: string, from: number, minutes: number}} before @param {{isTracked?: boolean, isOpen?: boolean}} [how]
 *   `isTracked`: a new beginning leaves the end where it is; `isOpen`: there is no end yet
 */
export function useHours(before, { isTracked = false, isOpen = false } = {}) {
  const date = useSignal(before.day);
  /** `wrong`: an end that lies before the beginning, as it was typed. */
  const hours = useSignal({ from: Math.floor(before.from), minutes: before.minutes, wrong: /** @type {number | null} */ (null) });
  const typed = useSignal(false);
  /** The beginning as far as it is typed. */
  const typing = useSignal(/** @type {number | null} */ (null));
  // A night's end lies on the next day; any other one before the beginning is a slip.
  const ended = (/** @type {number} */ from, /** @type {number} */ at) => {
    const long = (at - from + DAY) % DAY;
    const isWrong = !long || (at < from && long > NIGHT);
    return { from, minutes: isWrong ? hours.value.minutes : long, wrong: isWrong ? at : null };
  };
  const begun = (/** @type {number} */ at) => {
    const { from, minutes, wrong } = hours.value;
    if (wrong !== null) return ended(at, wrong);
    const left = minutes + from - at;
    return { from: at, minutes: isTracked && left > 0 ? left : minutes, wrong };
  };
  const till = (/** @type {number} */ at) => {
    typed.value = true;
    hours.value = ended(hours.value.from, at);
  };
  const since = (/** @type {number} */ at) => (hours.value = begun(at));
  // What is shown is what would be saved.
  const { from, minutes, wrong } = typing.value === null ? hours.value : begun(typing.value);
  const end = from + minutes;
  const said = () => {
    if (end <= DAY) return duration(minutes * 60);
    const day = /^[1-9]\d{3}-/.test(date.value) ? fullDate(addDays(date.value, Math.floor(end / DAY))) : "–"; // a year that is still being typed
    return t("when.over", { duration: duration(minutes * 60), time: clockTime(end), day });
  };
  const fields = html`<label class="field">${t("when.day")}<input type="date" required min="1970-01-01" max="9999-12-31" value=${date.value} onInput=${(/** @type {any} */ event) => (date.value = event.currentTarget.value)} /></label>
    <div class="fields-2">
      <label class="field">${t("when.from")}<${ClockField} minutes=${hours.value.from} onChange=${since} onType=${(/** @type {number | null} */ at) => (typing.value = at)} /></label>
      ${!isOpen && html`<label class="field">${t("when.to")}<${ClockField} minutes=${wrong ?? end % DAY} onChange=${till} /></label>`}
    </div>
    ${wrong !== null ? html`<p class="problem" role="alert">${t("when.before")}</p>` : !isOpen && html`<p role="status">${said()}</p>`}`;
  // As they are at that moment: Enter in a field is heard by the form at once.
  return {
    get date() { return date.value; },
    get from() { return hours.value.from; },
    get minutes() { return hours.value.minutes; },
    get isEndTyped() { return typed.value; },
    get isWrong() { return hours.value.wrong !== null; },
    fields,
  };
}

/**
 * @param {{asked: import("./actions.js").Asked, onClose: () => void}} props
 */
export function When({ asked, onClose }) {
  const hours = useHours(asked);
  const onSubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (hours.isWrong) return;
    onClose();
    // Once the focus is back: where what has it leaves, it goes on to what is next to that.
    setTimeout(() => asked.act(instant(hours.date, hours.from, zone.value), hours.minutes * 60));
  };
  return html`<${Dialog} title=${t("when.title")} onClose=${onClose}>
    <form onSubmit=${onSubmit}>
      <p dir="auto">${asked.name}</p>
      ${hours.fields}
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="primary">${t("when.save")}</button>
      </div>
    </form>
  <//>`;
}
