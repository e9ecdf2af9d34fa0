// A small menu at a point: by right click, long press or Enter. Arrow keys go through it, a letter goes to
// the next item that begins with it, Escape closes it.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { t } from "../words/words.js";

/** @typedef {{label: string, act: () => unknown, off?: boolean, key?: string}} Item `key`: what does the same without the menu, as `aria-keyshortcuts` has it */
/** @type {import("../vendor/preact.js").Signal<{x: number, y: number, items: Item[], back: Element | null} | null>} */
const shown = signal(null);

/** So far it stays from the window's edges. */
const MARGIN = 8;

/** @param {number} x @param {number} y @param {Item[]} items */
export function openMenu(x, y, items) {
  shown.value = { x, y, items, back: document.activeElement };
}

function close() {
  const back = shown.value?.back;
  shown.value = null;
  if (back instanceof HTMLElement) back.focus();
}

/** What a key has on it. @param {string} key */
const keyName = (key) => (key === "Space" ? t("key.space") : key === "Delete" ? t("key.del") : key);

/** The next after the one that has the focus that begins with what was pressed. @param {HTMLElement[]} buttons @param {number} at @param {string} letter */
const begun = (buttons, at, letter) =>
  [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)].find((one) => one.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()));

/** The place of the one menu. */
export function Menu() {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const open = shown.value;
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box || !open) return;
    const place = () => {
      const { width, height } = box.getBoundingClientRect();
      box.style.left = `${Math.max(MARGIN, Math.min(open.x, innerWidth - width - MARGIN))}px`;
      box.style.top = `${Math.max(MARGIN, Math.min(open.y, innerHeight - height - MARGIN))}px`;
    };
    place();
    /** @type {HTMLElement | null} */ (box.querySelector("button:not(:disabled)"))?.focus();
    addEventListener("resize", place); // a phone is turned, a window is enlarged
    return () => removeEventListener("resize", place);
  }, [open]);
  if (!open) return null;
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const buttons = /** @type {HTMLElement[]} */ ([...(ref.current?.querySelectorAll("button:not(:disabled)") ?? [])]);
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (to !== undefined) buttons.at(to % buttons.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (letter) begun(buttons, at, event.key)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="menu-back" role="region" aria-label=${t("menu.label")} onPointerDown=${close}>
    <div
      class="menu"
      role="menu"
      ref=${ref}
      onPointerDown=${(/** @type {Event} */ event) => event.stopPropagation()}
      onKeyDown=${onKeyDown}
    >
      ${open.items.map(
        (item) => html`<button
          role="menuitem"
          disabled=${item.off}
          aria-keyshortcuts=${item.key}
          onClick=${() => {
            close();
            item.act();
          }}
        >
          ${item.label}${item.key && html`<kbd aria-hidden="true" dir="ltr">${keyName(item.key)}</kbd>`}
        </button>`,
      )}
    </div>
  </div>`;
}
