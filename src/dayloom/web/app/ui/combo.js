// A box to type in that offers what fits: for tasks, projects, tags and people.

import { html, useSignal } from "../vendor/preact.js";
import { tellError } from "../store/notes.js";

const WAIT = 150;

/** @typedef {{id: number | string, name: string, of?: any, paint?: Record<string, string>}} Offer */

/**
 * Typing offers what `find` answers, arrows go through it, Enter or a click chooses. With `onWords`, Enter on no offer takes
 * the words as they are.
 * @param {{id: string, label: string, value?: string, placeholder?: string, find: (words: string) => Promise<Offer[]> | Offer[],
 *   onChoose: (offer: Offer) => void, onWords?: (words: string) => void, open?: boolean, onLeave?: (words: string) => void, problem?: string}} props `open`: offers without a word typed;
 *   `onLeave`: told what was typed where it is left, or Enter finds nothing to choose; `problem`: what is wrong with it
 */
export function Combo({ id, label, value = "", placeholder = label, find, onChoose, onWords, open = false, onLeave, problem }) {
  // Signals, so that Enter sees what was typed just before it, drawn or not.
  const text = useSignal(value);
  const found = useSignal(/** @type {Offer[]} */ ([]));
  const at = useSignal(-1);
  const timer = useSignal(0);
  const asked = useSignal(0);
  const look = (/** @type {string} */ words, wait = WAIT) => {
    text.value = words;
    at.value = -1;
    clearTimeout(timer.value);
    const mine = ++asked.value;
    if (!words.trim() && !open) {
      found.value = [];
      return;
    }
    timer.value = setTimeout(async () => {
      try {
        const offers = await find(words.trim());
        if (mine === asked.value) found.value = offers;
      } catch (error) {
        tellError(error);
      }
    }, wait);
  };
  const close = () => {
    clearTimeout(timer.value);
    asked.value += 1;
    found.value = [];
    at.value = -1;
  };
  const choose = (/** @type {Offer} */ offer) => {
    close();
    text.value = "";
    onChoose(offer);
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = found.value.length;
    if (step && count) at.value = (at.value + step + count) % count;
    else if (event.key === "Enter" && (count > 0 && (at.value >= 0 || !onWords))) choose(found.value[Math.max(0, at.value)]);
    else if (event.key === "Enter" && onWords) {
      const words = text.value.trim();
      close();
      onWords(words);
    } else if (event.key === "Enter" && onLeave) onLeave(text.value.trim());
    else if (event.key === "Escape" && count) close();
    else return;
    event.preventDefault();
  };
  return html`<span class="combo">
    <input
      id=${id}
      role="combobox"
      aria-expanded=${found.value.length > 0}
      aria-controls=${`${id}-found`}
      aria-activedescendant=${at.value >= 0 ? `${id}-${at.value}` : undefined}
      aria-label=${label}
      placeholder=${placeholder}
      autocomplete="off"
      dir="auto"
      maxlength="500"
      value=${text.value}
      onFocus=${() => open && look(text.value, 0)}
      aria-invalid=${problem ? "true" : undefined}
      aria-describedby=${problem ? `${id}-problem` : undefined}
      onBlur=${() => {
        close();
        onLeave?.(text.value.trim());
      }}
      onInput=${(/** @type {any} */ event) => look(event.currentTarget.value)}
      onKeyDown=${onKeyDown}
    />
    <ul id=${`${id}-found`} class="found" role="listbox" aria-label=${label} hidden=${!found.value.length}>
      ${found.value.map(
        (offer, index) => html`<li
          key=${offer.id}
          id=${`${id}-${index}`}
          role="option"
          aria-selected=${index === at.value}
          onPointerDown=${(/** @type {Event} */ event) => {
            event.preventDefault();
            choose(offer);
          }}
        >
          ${offer.paint && html`<i class="dot" style=${offer.paint}></i>`}<span dir="auto">${offer.name}</span>
        </li>`,
      )}
    </ul>
  </span>
  ${problem && html`<small id=${`${id}-problem`} class="problem" role="alert" dir="auto">${problem}</small>`}`;
}
