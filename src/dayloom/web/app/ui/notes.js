// The lines at the bottom that tell what happened.

import { html } from "../vendor/preact.js";
import { dismiss, notes } from "../store/notes.js";
import { t } from "../words/words.js";
import { Icon } from "./icons.js";

/** Their place. */
export function Notes() {
  return html`<div class="notes">
    ${notes.value.map(
      (note) => html`<div key=${note.id} class=${`note${note.bad ? " bad" : ""}`} role=${note.bad ? "alert" : undefined}>
        <span dir="auto">${note.text}</span>
        ${note.undo &&
        html`<button
          class="note-undo"
          onClick=${() => {
            dismiss(note.id);
            note.undo?.();
          }}
        >${t("undo.offer")}</button>`}
        <button aria-label=${t("dialog.close")} onClick=${() => dismiss(note.id)}><${Icon} name="close" size=${14} /></button>
      </div>`,
    )}
  </div>`;
}
