// How things look in this browser; nothing of it is sent anywhere.

import { html } from "../vendor/preact.js";
import { direction, span, theme, zoom } from "../store/preferences.js";
import { t } from "../words/words.js";
import { Choice } from "./fields.js";
import { Language } from "./language.js";
import { TimerChoices } from "./timer.js";

/** Pixels an hour. */
const ZOOM = { least: 40, most: 128, step: 8 };

function Zoom() {
  return html`<label class="field">
    ${t("settings.zoom")}
    <input
      type="range"
      min=${ZOOM.least}
      max=${ZOOM.most}
      step=${ZOOM.step}
      value=${zoom.value}
      onInput=${(/** @type {any} */ event) => (zoom.value = Number(event.currentTarget.value))}
    />
    <small>${t("settings.zoom.hint")}</small>
  </label>`;
}

/** The tab. */
export function Appearance() {
  return html`<${Look} /><${TimerChoices} />`;
}

function Look() {
  return html`<section class="box">
    <h2>${t("settings.look")}</h2>
    <div class="fields-2">
      <${Choice}
        label=${t("settings.theme")}
        value=${theme.value}
        choices=${[["auto", t("theme.auto")], ["light", t("theme.light")], ["dark", t("theme.dark")]]}
        onChoose=${(/** @type {string} */ one) => (theme.value = one)}
      />
      <${Language} />
      <${Choice}
        label=${t("settings.direction")}
        value=${direction.value}
        choices=${[["auto", t("direction.auto")], ["ltr", t("direction.ltr")], ["rtl", t("direction.rtl")]]}
        onChoose=${(/** @type {string} */ one) => (direction.value = one)}
      />
      <${Choice}
        label=${t("settings.days")}
        value=${span.value}
        choices=${[["day", t("grid.day")], ["three", t("grid.three")], ["work", t("grid.work")], ["week", t("grid.week")]]}
        onChoose=${(/** @type {string} */ one) => (span.value = one)}
      />
      <${Zoom} />
    </div>
    <p class="hint">${t("settings.look.hint")}</p>
  </section>`;
}
