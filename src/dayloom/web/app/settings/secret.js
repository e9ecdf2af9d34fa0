// Something that is shown once, to be copied.

import { html, useRef } from "../vendor/preact.js";
import { tell } from "../store/notes.js";
import { t } from "../words/words.js";

/** @param {{label: string, value: string, hint: string}} props */
export function Secret({ label, value, hint }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      tell(t("settings.copied"));
    } catch {
      box.current?.select(); // without https the browser copies by hand only
      tell(t("settings.copy.byHand"));
    }
  };
  return html`<div class="secret">
    <label class="field">
      ${label}
      <input ref=${box} class="code" readonly value=${value} onFocus=${() => box.current?.select()} />
      <small>${hint}</small>
    </label>
    <button type="button" class="plain" onClick=${copy}>${t("settings.copy")}</button>
  </div>`;
}
