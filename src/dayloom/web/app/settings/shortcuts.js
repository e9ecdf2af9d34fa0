// The keys that `?` shows, as a page.

import { html } from "../vendor/preact.js";
import { KeyList } from "../ui/key-list.js";
import { t } from "../words/words.js";

/** The tab. */
export function Shortcuts() {
  return html`<section class="box keys-list"><h2>${t("keys.title")}</h2><${KeyList} /></section>`;
}
