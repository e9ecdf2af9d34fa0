// What stands at an address that is none of the app's: a link that was cut off, or mistyped.

import { html } from "../vendor/preact.js";
import { go } from "../store/place.js";
import { t } from "../words/words.js";

/** The page. */
export function Nothing() {
  return html`<main class="page" id="planner" tabindex="-1" aria-labelledby="nothing-title">
    <h1 id="nothing-title">${t("nothing.title")}</h1>
    <p>${t("nothing.text", { address: location.pathname })}</p>
    <p><button class="primary" onClick=${() => go("week")}>${t("report.toCalendar")}</button></p>
  </main>`;
}
