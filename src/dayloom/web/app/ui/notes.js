// The lines at the bottom that tell what happened.

import { html } from "../vendor/preact.js";
import { dismiss, notes } from "../store/notes.js";
import { t } from "../words/words.js";
import { Icon } from "./icons.js";

/** What can be done about it. */
function Offer({ note, word, act }) {
  const onClick = () => {
    dismiss(note.id);
    act();
  };
  return act ? html`<button class="note-undo" onClick=${onClick}>${t(word)}</button>` : null;
}

/** Their place. */
export function Notes() {
  return html`<div class="notes" role="region" aria-label=${t("notes.label")}>
    ${notes.value.map(
      (note) => html`<div key=${note.id} class=${`note${note.bad ? " bad" : ""}`} role=${note.bad ? "alert" : undefined}>
        <span dir="auto">${note.text}</span>
        <${Offer} note=${note} word="undo.offer" act=${note.undo} />
        <${Offer} note=${note} word="note.show" act=${note.show} />
        <button aria-label=${t("dialog.close")} onClick=${() => dismiss(note.id)}><${Icon} name="close" size=${14} /></button>
      </div>`,
    )}
  </div>`;
}
