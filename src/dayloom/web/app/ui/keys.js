// The keys that work everywhere, and the list of all keys. Nothing here listens while somebody types.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { goToday, turn } from "../store/shown.js";
import { span } from "../store/preferences.js";
import { running, stop } from "../store/timer.js";
import { undo } from "../store/undo.js";
import { t } from "../words/words.js";
import { openPalette } from "./palette.js";

const helpShown = signal(false);
const focusOn = (/** @type {string} */ id) => document.getElementById(id)?.focus();

/** Key → what it does. */
const KEYS = {
  a: () => focusOn("add-task"),
  s: () => (running.value ? stop() : focusOn("timer-what")),
  t: goToday,
  n: () => turn(1),
  p: () => turn(-1),
  "/": openPalette,
  "1": () => (span.value = "day"),
  "5": () => (span.value = "work"),
  "7": () => (span.value = "week"),
  m: () => (span.value = "month"),
  "?": () => (helpShown.value = true),
};

const LINES = /** @type {const} */ ([
  ["A", "keys.add"], ["Ctrl K", "keys.palette"], ["S", "keys.timer"], ["T", "keys.today"], ["N", "keys.next"],
  ["P", "keys.previous"], ["1", "keys.day"], ["5", "keys.work"], ["7", "keys.week"], ["M", "keys.month"], ["Ctrl Z", "keys.undo"],
  ["J K", "keys.updown"], ["X", "keys.plan"], ["Space", "keys.start"], ["D", "keys.done"],
  ["Alt ←↑↓→", "keys.move"], ["Shift ↑↓", "keys.resize"], ["Del", "keys.delete"], ["?", "keys.help"],
]);

function isTyping(/** @type {EventTarget | null} */ target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (control && !event.shiftKey && event.key.toLowerCase() === "z") {
    event.preventDefault();
    undo();
    return;
  }
  if (control || event.altKey) return;
  const act = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
  if (!act || !document.getElementById("planner")) return;
  event.preventDefault();
  act();
});

/** All keys and what they do. */
export function KeyList() {
  return html`<dl class="key-list">${LINES.map(([key, word]) => html`<div><dt><kbd dir="ltr">${key}</kbd></dt><dd>${t(word)}</dd></div>`)}</dl>`;
}

/** The list of keys, shown by `?`. */
export function KeyHelp() {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    if (helpShown.value) dialog.current?.showModal();
  }, [helpShown.value]);
  if (!helpShown.value) return null;
  return html`<dialog class="keys" ref=${dialog} aria-labelledby="keys-title" onClose=${() => (helpShown.value = false)}>
    <h2 id="keys-title">${t("keys.title")}</h2>
    <${KeyList} />
    <form method="dialog"><button class="plain">${t("dialog.close")}</button></form>
  </dialog>`;
}
