// The fields of the open task, each saved by itself as it is left or chosen.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { keepTyped, typedBefore } from "../store/drafts.js";
import * as store from "../store/task.js";

/** Saves when it is left or by Enter; Escape puts back what was there, and closes the panel where nothing was typed. What is typed stays until it is saved, whoever changes it meanwhile, and through a reload. @param {{label: string, value: string}} props */
export function NameField({ label, value }) {
  const kept = `name ${store.opened.value}`;
  const draft = useSignal(typedBefore(kept));
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (draft.peek() === null) return;
    store.typed.add("name");
    box.current?.focus(); // it is saved as it is left
  }, []);
  const forget = () => {
    draft.value = null;
    store.typed.delete("name");
    keepTyped(kept, null);
  };
  const leave = async () => {
    const text = draft.value;
    if (text === null) return;
    const saved = !text.trim() || text === value || (await store.save({ name: text }));
    if (saved && draft.value === text) forget();
  };
  const onKeyDown = (/** @type {any} */ event) => {
    if (event.key !== "Escape" || draft.value !== null) event.stopPropagation();
    if (event.key === "Escape") forget();
    else if (event.key === "Enter") {
      event.preventDefault();
      leave();
    }
  };
  const onInput = (/** @type {any} */ event) => {
    draft.value = event.currentTarget.value;
    store.typed.add("name");
    keepTyped(kept, draft.value);
  };
  return html`<input ref=${box} class="panel-name" aria-label=${label} dir="auto" maxlength="500" value=${draft.value ?? value} onInput=${onInput} onBlur=${leave} onKeyDown=${onKeyDown} />`;
}

export function Choice({ name, label, value, options }) {
  const onChange = (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    store.save({ [name]: chosen === "" ? null : /^\d+$/.test(chosen) ? Number(chosen) : chosen });
  };
  return html`<label>${label}
    <select value=${String(value ?? "")} onChange=${onChange}>
      ${options.map((/** @type {[string | number, string]} */ [key, said]) => html`<option value=${String(key)}>${said}</option>`)}
    </select>
  </label>`;
}

export function DayField({ name, label, value }) {
  return html`<label>${label}
    <input type="date" value=${value ?? ""} onChange=${(/** @type {any} */ event) => store.save({ [name]: event.currentTarget.value || null })} />
  </label>`;
}
