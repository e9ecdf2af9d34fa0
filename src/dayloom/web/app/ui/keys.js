// The keys that work everywhere. Nothing here listens while somebody types.

import { html, signal } from "../vendor/preact.js";
import { focusCalendar } from "../planner/walk.js";
import { goToday, turn } from "../store/shown.js";
import { span } from "../store/preferences.js";
import { running, stop } from "../store/timer.js";
import { undo } from "../store/undo.js";
import { Part } from "./lazy.js";
import { openPalette } from "./palette.js";

const helpShown = signal(false);
const list = () => import("./key-list.js").then((part) => part.KeyDialog);
const focusOn = (/** @type {string} */ id) => document.getElementById(id)?.focus();

/** Key → what it does. */
const KEYS = {
  a: () => focusOn("add-task"),
  c: focusCalendar,
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

/** The list of keys, shown by `?`. */
export function KeyHelp() {
  return helpShown.value && html`<${Part} load=${list} onClose=${() => (helpShown.value = false)} />`;
}
