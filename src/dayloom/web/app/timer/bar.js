// The timer, always on top: what runs, since when, and stop; or what to start.

import { html, signal, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { tell, tellError } from "../store/notes.js";
import { begin } from "../store/pomodoro.js";
import { elapsed, nameOf, running, start, startPlain, stop } from "../store/timer.js";
import { stopwatch } from "../time/format.js";
import { paint } from "../ui/colour.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { findTasks } from "./find.js";
import { Offer, Pomodoro } from "./pomodoro.js";

const WAIT = 150;
/** Start and Stop lie in one place: for so long after the one, a press on the other is the second of a double click. */
const ECHO = 700;
let turned = -ECHO;
const isEcho = () => performance.now() - turned < ECHO;

function halt() {
  if (isEcho()) return;
  turned = performance.now();
  stop();
}

/** The box to change what runs, fetched when it is opened first. */
const editor = signal(/** @type {any} */ (null));

function Picker() {
  // Signals, so that Enter sees what was typed just before it, drawn or not.
  const text = useSignal("");
  const found = useSignal(/** @type {any[]} */ ([]));
  const at = useSignal(-1);
  const timer = useSignal(0);
  const starting = useSignal(false);
  const look = (/** @type {string} */ words) => {
    text.value = words;
    at.value = -1;
    clearTimeout(timer.value);
    if (!words.trim()) {
      found.value = [];
      return;
    }
    timer.value = setTimeout(async () => {
      try {
        found.value = await findTasks(words.trim());
      } catch (error) {
        tellError(error);
      }
    }, WAIT);
  };
  const choose = async (/** @type {any} */ task) => {
    if (starting.value) return false;
    starting.value = true;
    clearTimeout(timer.value);
    const words = text.value;
    text.value = "";
    found.value = [];
    const runs = await (task ? start(task) : startPlain(words.trim()));
    starting.value = false;
    if (runs) turned = performance.now();
    if (!runs && !text.value) text.value = words; // nothing is lost
    return runs;
  };
  const work = async () => (await choose(found.value[at.value])) && begin();
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const count = found.value.length + 1;
      at.value = ((at.value + (event.key === "ArrowDown" ? 1 : -1) + 1 + count) % count) - 1;
    } else if (event.key === "Escape") {
      found.value = [];
    }
  };
  return html`<form
    class="timer idle"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (text.value || !isEcho()) choose(found.value[at.value]);
    }}
  >
    <input
      id="timer-what"
      role="combobox"
      aria-expanded=${found.value.length > 0}
      aria-controls="timer-found"
      aria-activedescendant=${found.value[at.value] ? `timer-${found.value[at.value].id}` : undefined}
      aria-label=${t("timer.what")}
      placeholder=${t("timer.what")}
      autocomplete="off"
      dir="auto"
      maxlength="500"
      value=${text.value}
      onInput=${(/** @type {any} */ event) => look(event.currentTarget.value)}
      onKeyDown=${onKeyDown}
    />
    <button type="button" class="pomodoro" aria-label=${t("pomodoro.start")} title=${t("pomodoro.start")} onClick=${work}><${Icon} name="time" /></button>
    <button class="go" aria-label=${t("timer.start")} title=${t("timer.start")}><span class="play"></span></button>
    <ul id="timer-found" class="found" role="listbox" hidden=${!found.value.length}>
      ${found.value.map(
        (task, index) => html`<li
          id=${`timer-${task.id}`}
          role="option"
          aria-selected=${index === at.value}
          onPointerDown=${(/** @type {Event} */ event) => {
            event.preventDefault();
            choose(task);
          }}
        >
          <i class="dot" style=${paint(task.project)}></i><span dir="auto">${task.name}</span>
        </li>`,
      )}
    </ul>
  </form>`;
}

/** What runs; a click on its name or its time opens the box to change it. */
function Running({ entry }) {
  const open = useSignal(false);
  const opener = useRef(/** @type {HTMLElement | null} */ (null));
  const toggle = async (/** @type {any} */ event) => {
    opener.current = event.currentTarget;
    try {
      editor.value ??= (await import("./edit.js")).Edit;
      open.value = !open.value;
    } catch {
      tell(t("error.offline"), { bad: true });
    }
  };
  const close = () => {
    open.value = false;
    opener.current?.focus();
  };
  return html`<div class="timer">
      <button class="timer-name" dir="auto" aria-expanded=${open.value} aria-description=${t("timer.edit")} onClick=${toggle}>${nameOf(entry)}</button>
      ${entry.project && html`<span class="timer-project" dir="auto"><i class="dot" style=${paint(entry.project)}></i>${entry.project.name}</span>`}
      <button class="timer-time" aria-expanded=${open.value} aria-description=${t("timer.edit")} title=${t("timer.edit")} onClick=${toggle}>
        <span role="timer">${stopwatch(elapsed.value)}</span>
      </button>
      <${Pomodoro} />
      <button class="stop" aria-label=${t("timer.stop")} title=${t("timer.stop")} onClick=${halt}><span class="square"></span></button>
    </div>
    <${Offer} />
    ${open.value && html`<${editor.value} onClose=${close} />`}`;
}

/** The bar. */
export function TimerBar() {
  const entry = running.value;
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  // What has the focus goes away with what is drawn now: its successor takes it.
  const held = place.current?.contains(document.activeElement);
  useLayoutEffect(() => {
    if (held) /** @type {HTMLElement} */ (place.current?.querySelector(entry ? ".stop" : ".go")).focus();
  }, [entry === null]);
  return html`<div class="timer-place" ref=${place} role="region" aria-label=${t("timer.label")}>
    ${entry ? html`<${Running} entry=${entry} />` : html`<${Picker} />`}
  </div>`;
}
