// Ctrl+K: find a task, a day or a command by typing, do it by Enter.

import { html, signal, useComputed, useEffect, useLayoutEffect, useMemo, useRef, useSignal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { tell, tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import { start } from "../store/timer.js";
import { t } from "../words/words.js";

const shown = signal(false);
/** Whether the list of keys is on show. */
export const helpShown = signal(false);
export const showKeys = () => (helpShown.value = true);
const WAIT = 120;

export function openPalette() {
  shown.value = true;
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
  const commands = useSignal(/** @type {typeof import("./commands.js") | null} */ (null));
  const read = useMemo(() => import("./commands.js").then((found) => (commands.value = found), () => tell(t("error.offline"), { bad: true })), []);
  const items = useComputed(() => {
    const found = tasks.value.map((task) => ({ name: t("palette.startTimer", { name: task.name }), act: () => start(task) }));
    return (commands.value?.matching(text.value, found) ?? found).slice(0, 12);
  });
  useLayoutEffect(() => {
    const back = document.activeElement;
    dialog.current?.showModal(); // before the next key
    // Where one was, or on the page: what a command focuses comes after that.
    return () =>
      queueMicrotask(() => {
        const home = back instanceof HTMLElement && back !== document.body && back.isConnected ? back : document.getElementById("planner");
        if (document.activeElement === document.body) home?.focus({ preventScroll: true });
      });
  }, []);
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
    else if (event.key === "Enter") read.then(() => run(items.value[at.value] ?? items.value[0]));
    else return;
    event.preventDefault();
  };
  const run = (/** @type {{act: () => unknown} | undefined} */ item) => {
    if (!item || !shown.value) return;
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
    ${commands.value && !items.value.length && html`<p class="empty">${t("palette.none")}</p>`}
  </dialog>`;
}
