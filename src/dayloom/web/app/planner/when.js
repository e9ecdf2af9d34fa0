// The day and the hours of a block, typed: what a drag does, without one.

import { html, useSignal } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { duration } from "../time/format.js";
import { instant } from "../time/zone.js";
import { ClockField } from "../ui/clock-field.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";

const DAY = 1440;

/**
 * @param {{asked: import("./actions.js").Asked, onClose: () => void}} props
 */
export function When({ asked, onClose }) {
  const day = useSignal(asked.day);
  const from = useSignal(Math.floor(asked.from));
  const minutes = useSignal(asked.minutes);
  const onSubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose();
    // Once the focus is back: where what has it leaves, it goes on to what is next to that.
    setTimeout(() => asked.act(instant(day.value, from.value, zone.value), minutes.value * 60));
  };
  // An end before the beginning is one of the next day.
  const till = (/** @type {number} */ at) => (minutes.value = (at - from.value + DAY) % DAY || DAY);
  return html`<${Dialog} title=${t("when.title")} onClose=${onClose}>
    <form onSubmit=${onSubmit}>
      <p dir="auto">${asked.name}</p>
      <label class="field">${t("when.day")}<input type="date" required value=${day.value} onInput=${(/** @type {any} */ event) => (day.value = event.currentTarget.value)} /></label>
      <div class="fields-2">
        <label class="field">${t("when.from")}<${ClockField} minutes=${from.value} onChange=${(/** @type {number} */ at) => (from.value = at)} /></label>
        <label class="field">${t("when.to")}<${ClockField} minutes=${(from.value + minutes.value) % DAY} onChange=${till} /></label>
      </div>
      <p>${duration(minutes.value * 60)}</p>
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="primary">${t("when.save")}</button>
      </div>
    </form>
  <//>`;
}
