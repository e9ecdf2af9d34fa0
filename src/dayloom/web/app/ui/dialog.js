// What asks before it acts: a dialog with the focus in it. Escape and a click beside it leave everything as it was.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { t } from "../words/words.js";
import { Icon } from "./icons.js";

/** @param {{title: string, onClose: () => void, wide?: boolean, children: any}} props */
export function Dialog({ title, onClose, wide = false, children }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    const back = document.activeElement;
    box.current?.showModal();
    /** @type {HTMLElement | null | undefined} */ (box.current?.querySelector("input, textarea, select"))?.focus();
    // A moment later: while the dialog is there nothing behind it takes the focus.
    return () => queueMicrotask(() => document.activeElement === document.body && back instanceof HTMLElement && back.focus());
  }, []);
  return html`<dialog class=${`sheet${wide ? " wide" : ""}`} ref=${box} aria-label=${title} onClose=${onClose} onClick=${(/** @type {Event} */ event) => event.target === box.current && onClose()}>
    <header><h2>${title}</h2><button type="button" class="close" aria-label=${t("dialog.close")} onClick=${onClose}><${Icon} name="close" /></button></header>
    ${children}
  </dialog>`;
}

/** @typedef {{title: string, text?: string, word: string, danger?: boolean, act: () => unknown}} Question */
/** @type {import("../vendor/preact.js").Signal<Question | null>} */
const question = signal(null);

/** Asks before `act` is done. @param {Question} asked */
export function confirm(asked) {
  question.value = asked;
}

/** The place of the one question. */
export function Confirm() {
  const asked = question.value;
  if (!asked) return null;
  const close = () => (question.value = null);
  const yes = (/** @type {Event} */ event) => {
    event.preventDefault();
    close();
    asked.act();
  };
  return html`<${Dialog} title=${asked.title} onClose=${close}>
    <form onSubmit=${yes}>
      ${asked.text && html`<p dir="auto">${asked.text}</p>`}
      <div class="actions">
        <button type="button" class="plain" onClick=${close}>${t("dialog.cancel")}</button>
        <button class=${asked.danger ? "danger" : "primary"}>${asked.word}</button>
      </div>
    </form>
  <//>`;
}
