// How long a day of work is, for the day heads of the planner.

import { html, useSignal } from "../vendor/preact.js";
import { capacity } from "../store/preferences.js";
import { t } from "../words/words.js";

const MOST = 24;

/** The tab. */
export function Hours() {
  const wrong = useSignal(false);
  const onInput = (/** @type {any} */ event) => {
    const hours = event.currentTarget.valueAsNumber;
    wrong.value = !(hours > 0 && hours <= MOST);
    if (!wrong.value) capacity.value = hours;
  };
  return html`<section class="box">
    <h2>${t("settings.hours")}</h2>
    <label class="field short">
      ${t("settings.hours.day")}
      <input type="number" min="0.25" max=${MOST} step="0.25" value=${capacity.value} aria-invalid=${wrong.value} onInput=${onInput} />
      ${wrong.value && html`<small class="problem" role="alert">${t("settings.hours.wrong")}</small>`}
      <small>${t("settings.hours.hint")}</small>
    </label>
    <p class="hint">${t("settings.look.hint")}</p>
  </section>`;
}
