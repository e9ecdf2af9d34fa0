// The list of all keys.

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { t } from "../words/words.js";

const LINES = /** @type {const} */ ([
  ["A", "keys.add"], ["C", "keys.calendar"], ["Ctrl K", "keys.palette"], ["S", "keys.timer"], ["T", "keys.today"], ["N", "keys.next"],
  ["P", "keys.previous"], ["1", "keys.day"], ["3", "grid.three"], ["5", "keys.work"], ["7", "keys.week"], ["M", "keys.month"], ["Ctrl Z", "keys.undo"], ["F8", "keys.notes"],
  ["J K", "keys.updown"], ["X", "keys.plan"], ["Space", "keys.start"], ["D", "keys.done"],
  ["←↑↓→", "keys.walk"], ["Alt ←↑↓→", "keys.move"], ["Shift ↑↓", "keys.resize"], ["Del", "keys.delete"], ["?", "keys.help"],
]);

/** The names of keys that keyboards of another language have another word on. */
const NAMED = /** @type {const} */ ({ Ctrl: "key.ctrl", Shift: "key.shift", Space: "key.space", Del: "key.del" });

/** A key as the keyboard says it. @param {string} key */
const said = (key) => key.replace(/^\w+/, (name) => (name in NAMED ? t(NAMED[/** @type {keyof typeof NAMED} */ (name)]) : name));

/** All keys and what they do. */
export function KeyList() {
  return html`<dl class="key-list">${LINES.map(([key, word]) => html`<div><dt><kbd dir="ltr">${said(key)}</kbd></dt><dd>${t(word)}</dd></div>`)}</dl>`;
}

/** The same over the page. @param {{onClose: () => void}} props */
export function KeyDialog({ onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return html`<dialog class="keys" ref=${dialog} aria-labelledby="keys-title" onClose=${onClose}>
    <h2 id="keys-title">${t("keys.title")}</h2>
    <${KeyList} />
    <form method="dialog"><button class="plain">${t("dialog.close")}</button></form>
  </dialog>`;
}
