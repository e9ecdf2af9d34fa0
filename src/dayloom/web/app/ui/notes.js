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
  return html`<button class="note-undo" title="F8" aria-keyshortcuts="F8" onClick=${onClick}>${t(word)}</button>`;
}

/** Stands where something would be that was not read. @param {{why: import("../vendor/preact.js").Signal<string>, again: () => unknown}} props */
export function Unread({ why, again }) {
  const onClick = () => {
    why.value = "";
    document.getElementById("planner")?.focus(); // the button goes
    again();
  };
  return why.value && html`<p class="empty" role="alert"><span dir="auto">${why.value}</span> <button class="plain" onClick=${onClick}>${t("app.again")}</button></p>`;
}

/** Goes to what can be done about the newest, or to its close button. */
export const enterNotes = () => /** @type {HTMLElement | null} */ (document.querySelector(".note:last-child button"))?.focus();

/** Their place. */
export function Notes() {
  return html`<div class="notes" role="region" aria-label=${t("notes.label")}>
    ${notes.value.map(
      (note) => html`<div key=${note.id} class=${`note${note.bad ? " bad" : ""}`} role=${note.bad ? "alert" : undefined} onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && dismiss(note.id)}>
        <span dir="auto">${note.text}</span>
        ${note.offers.map((offer) => html`<${Offer} note=${note} ...${offer} />`)}
        <button aria-label=${t("dialog.close")} onClick=${() => dismiss(note.id)}><${Icon} name="close" size=${14} /></button>
      </div>`,
    )}
  </div>`;
}
