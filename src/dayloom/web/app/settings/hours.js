// How long a day of work is, and when it begins; in the profile, so that it holds in every browser.

import { html, useSignal } from "../vendor/preact.js";
import { capacity, dayBegins, dayEnds } from "../store/session.js";
import { clockTime } from "../time/format.js";
import { ClockField } from "../ui/clock-field.js";
import { t } from "../words/words.js";
import { save } from "./save.js";

const MOST = 24;

/** The tab. */
export function Hours() {
  const typed = useSignal(/** @type {string | null} */ (null));
  const mins = Math.round(Number(typed.value ?? capacity.value) * 60);
  const wrong = !(mins > 0 && mins <= MOST * 60);
  const onChange = async () => {
    if (wrong) return;
    if (mins !== capacity.value * 60) await save({ working_day_mins: mins }, t("settings.hours"));
    typed.value = null; // what holds now, which is the old one where it was refused
  };
  return html`<section class="box">
    <h2>${t("settings.hours")}</h2>
    <label class="field short">
      ${t("settings.hours.day")}
      <input type="number" min="0.25" max=${MOST} step="0.25" value=${typed.value ?? capacity.value} aria-invalid=${wrong} onInput=${(/** @type {any} */ event) => (typed.value = event.currentTarget.value)} onChange=${onChange} />
      ${wrong && html`<small class="problem" role="alert">${t("settings.hours.wrong")}</small>`}
      <small>${t("settings.hours.hint")}</small>
    </label>
    <label class="field short">
      ${t("settings.hours.start")}
      <${ClockField} minutes=${dayBegins.value} onChange=${(/** @type {number} */ minutes) => save({ working_day_start_mins: minutes }, t("settings.hours"))} />
      <small>${t("settings.hours.startHint", { from: clockTime(dayBegins.value), to: clockTime(dayEnds.value) })}</small>
    </label>
  </section>`;
}
