// A small menu at a point: by right click, long press or Enter. Arrow keys go through it, Escape closes it.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { t } from "../words/words.js";

/** @typedef {{label: string, act: () => unknown, off?: boolean}} Item */
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
    const buttons = [...(ref.current?.querySelectorAll("button:not(:disabled)") ?? [])];
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) /** @type {HTMLElement} */ (buttons[(at + step + buttons.length) % buttons.length]).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
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
          onClick=${() => {
            close();
            item.act();
          }}
        >
          ${item.label}
        </button>`,
      )}
    </div>
  </div>`;
}
