// The keys that work everywhere; those of a row or a block are heard there. Nothing here listens while somebody types.

import { html } from "../vendor/preact.js";
import { focusCalendar, lookFrom } from "../planner/walk.js";
import { goToday, turn } from "../store/shown.js";
import { running, stop } from "../store/timer.js";
import { tell } from "../store/notes.js";
import { undo } from "../store/undo.js";
import { t } from "../words/words.js";
import { Part } from "./lazy.js";
import { enterNotes } from "./notes.js";
import { helpShown, openPalette, showKeys } from "./palette.js";

const told = () => import("./key-list.js").then((part) => part.KeyDialog);
const focusOn = (/** @type {string} */ id) => document.getElementById(id)?.focus();

/** The tasks of the page: the one that had the focus last, else the first. */
const list = () =>
  /** @type {HTMLElement | null} */ (document.querySelector(".task-list [tabindex='0'], .task-list[tabindex='0'], .listed"));

/** Goes to them; the keys that follow are heard by the row. */
const enterList = () => list()?.focus();

/** These keys do something to a task, and none has the focus. */
const chooseFirst = () => list() && tell(t("keys.choose"));

/** Key → what it does. */
const KEYS = {
  a: () => focusOn("add-task"),
  c: focusCalendar,
  s: () => (running.value ? stop() : focusOn("timer-what")),
  t: goToday,
  n: () => turn(1),
  p: () => turn(-1),
  "/": openPalette,
  "1": () => lookFrom("day"),
  "3": () => lookFrom("three"),
  "5": () => lookFrom("work"),
  "7": () => lookFrom("week"),
  m: () => lookFrom("month"),
  "?": showKeys,
  j: enterList,
  k: enterList,
  x: chooseFirst,
  d: chooseFirst,
};

/** The arrows go from block to block; what they do where none has the focus yet. @param {any} target */
const fromOutside = (target) => target.matches?.("body, #planner, .grid-scroll") && document.querySelector(".block.planned[tabindex='0']") && focusCalendar;

function isTyping(/** @type {EventTarget | null} */ target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.key === "F8") enterNotes();
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (control && !event.shiftKey && event.key.toLowerCase() === "z") {
    event.preventDefault();
    undo();
    return;
  }
  if (control || event.altKey || event.defaultPrevented) return;
  const act = KEYS[/** @type {keyof typeof KEYS} */ (event.key)] ?? (event.key.startsWith("Arrow") && fromOutside(event.target));
  if (!act || !document.getElementById("planner")) return;
  event.preventDefault();
  act();
});

/** The list of keys, shown by `?`. */
export function KeyHelp() {
  return helpShown.value && html`<${Part} load=${told} onClose=${() => (helpShown.value = false)} />`;
}
