// Ctrl+K: find a task or a command by typing, do it by Enter.

import { html, signal, useComputed, useEffect, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { look } from "../store/shown.js";
import { tellError } from "../store/notes.js";
import { PLACES, go } from "../store/place.js";
import { beginAnyhow, end, turn } from "../store/pomodoro.js";
import { theme } from "../store/preferences.js";
import { here } from "../store/session.js";
import { leads } from "../store/tasks.js";
import { running, start, stop } from "../store/timer.js";
import { undo } from "../store/undo.js";
import { t } from "../words/words.js";
import { leave } from "./leave.js";

const shown = signal(false);
/** Whether the list of keys is on show. */
export const helpShown = signal(false);
export const showKeys = () => (helpShown.value = true);
const WAIT = 120;

export function openPalette() {
  shown.value = true;
}

/** `also`: other words that find it. @returns {{name: string, also?: string, act: () => unknown}[]} */
function commands() {
  return [
    ...PLACES.map((name) => ({ name: t("palette.goto", { place: t(`nav.${name}`) }), act: () => go(name) })),
    { name: t("palette.goto", { place: t("manage.people") }), also: t("palette.people"), act: () => go("projects", { tab: "people" }) },
    ...(leads.value ? [{ name: t("manage.invite"), also: t("palette.people"), act: () => go("projects", { tab: "people", invite: "1" }) }] : []),
    { name: t("grid.day"), act: () => look("day") },
    { name: t("grid.three"), act: () => look("three") },
    { name: t("grid.work"), act: () => look("work") },
    { name: t("grid.week"), act: () => look("week") },
    { name: t("grid.month"), act: () => look("month") },
    { name: t("list.add"), act: () => document.getElementById("add-task")?.focus() },
    ...(running.value ? [{ name: t("timer.stop"), act: stop }] : []),
    turn.value ? { name: t("pomodoro.end"), act: end } : { name: t("pomodoro.start"), act: beginAnyhow },
    { name: t("undo.offer"), act: () => undo() },
    { name: t("keys.title"), also: t("keys.also"), act: showKeys },
    { name: t("theme.light"), act: () => (theme.value = "light") },
    { name: t("theme.dark"), act: () => (theme.value = "dark") },
    { name: t("theme.auto"), act: () => (theme.value = "auto") },
    { name: t("sign.out"), act: leave },
  ];
}

/** The dialog. */
export function Palette() {
  return shown.value ? html`<${Open} />` : null;
}

function Open() {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  // Signals, so that Enter sees what was typed just before it, drawn or not.
  const text = useSignal("");
  const tasks = useSignal(/** @type {any[]} */ ([]));
  const at = useSignal(0);
  const items = useComputed(() => {
    const words = text.value.trim().toLowerCase();
    return [
      ...tasks.value.map((task) => ({ name: t("palette.startTimer", { name: task.name }), act: () => start(task) })),
      ...commands().filter((one) => `${one.name} ${one.also ?? ""}`.toLowerCase().includes(words)),
    ].slice(0, 12);
  });
  useLayoutEffect(() => dialog.current?.showModal(), []); // before the next key
  useEffect(() => {
    at.value = 0;
    if (!text.value.trim()) {
      tasks.value = [];
      return undefined;
    }
    const stopped = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const query = { name: text.value.trim(), order_by: "relevance", per_page: 8, disable_aggregations: true };
        tasks.value = (await get(`${here.value}/tasks`, query, stopped.signal)).data;
      } catch (error) {
        if (!(error instanceof DOMException)) tellError(error);
      }
    }, WAIT);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [text.value]);
  const close = () => (shown.value = false);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = items.value.length;
    if (step && count) at.value = (at.value + step + count) % count;
    else if (event.key === "Enter" && count) run(items.value[at.value] ?? items.value[0]);
    else return;
    event.preventDefault();
  };
  const run = (/** @type {{act: () => unknown}} */ item) => {
    close();
    // After the dialog is gone, so that what the command focuses keeps the focus.
    setTimeout(item.act);
  };
  return html`<dialog class="palette" ref=${dialog} aria-label=${t("palette.label")} onClose=${close} onClick=${(/** @type {Event} */ event) => event.target === dialog.current && close()}>
    <input
      role="combobox"
      aria-expanded="true"
      aria-controls="palette-items"
      aria-activedescendant=${`palette-${at.value}`}
      aria-label=${t("palette.hint")}
      placeholder=${t("palette.hint")}
      autocomplete="off"
      dir="auto"
      value=${text.value}
      onInput=${(/** @type {any} */ event) => (text.value = event.currentTarget.value)}
      onKeyDown=${onKeyDown}
    />
    <ul id="palette-items" role="listbox" aria-label=${t("palette.label")}>
      ${items.value.map(
        (item, index) => html`<li id=${`palette-${index}`} role="option" aria-selected=${index === at.value} onClick=${() => run(item)}>
          <span dir="auto">${item.name}</span>
        </li>`,
      )}
    </ul>
    ${!items.value.length && html`<p class="empty">${t("palette.none")}</p>`}
  </dialog>`;
}
