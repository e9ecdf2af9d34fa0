// A bar on top while the server is not reached.

import { html } from "../vendor/preact.js";
import { reached } from "../api/reach.js";
import { t } from "../words/words.js";

/** Its place. */
export function Offline() {
  return reached.value ? null : html`<p class="offline" role="status">${t("app.offline")}</p>`;
}
