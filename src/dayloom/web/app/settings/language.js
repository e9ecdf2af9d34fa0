// The language of the app: in the profile, where people look for it, and with the appearance, as which it is kept.

import { html, useEffect } from "../vendor/preact.js";
import { language } from "../store/preferences.js";
import { learnAll, t } from "../words/words.js";
import { Choice } from "./fields.js";

/** Chosen, it shows at once. */
export function Language() {
  useEffect(() => void learnAll(), []);
  return html`<${Choice}
    label=${t("settings.language")}
    value=${language.value.slice(0, 2)}
    choices=${[["en", "English"], ["de", "Deutsch"]]}
    onChoose=${(/** @type {string} */ one) => (language.value = one)}
  />`;
}
