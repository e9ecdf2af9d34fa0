// The fields of the open task, each saved by itself as it is left or chosen.

import { html, useSignal } from "../vendor/preact.js";
import * as store from "../store/task.js";
import { t } from "../words/words.js";

/** Saves when it is left; Escape puts back what was there. What is typed stays until it is saved, whoever changes it meanwhile. @param {{label: string, value: string}} props */
export function NameField({ label, value }) {
  const draft = useSignal(/** @type {string | null} */ (null));
  const forget = () => {
    draft.value = null;
    store.typed.delete("name");
  };
  const onBlur = async () => {
    const text = draft.value;
    if (text === null) return;
    const saved = !text.trim() || text === value || (await store.save({ name: text }));
    if (saved && draft.value === text) forget();
  };
  const onKeyDown = (/** @type {any} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      forget();
      event.currentTarget.blur();
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  const onInput = (/** @type {any} */ event) => {
    draft.value = event.currentTarget.value;
    store.typed.add("name");
  };
  return html`<input class="panel-name" aria-label=${label} dir="auto" maxlength="500" value=${draft.value ?? value} onInput=${onInput} onBlur=${onBlur} onKeyDown=${onKeyDown} />`;
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

export function Estimate({ value }) {
  const onChange = (/** @type {any} */ event) => {
    const minutes = event.currentTarget.value === "" ? null : Math.max(0, Math.round(Number(event.currentTarget.value)));
    store.save({ estimated_mins: minutes });
  };
  return html`<label>${t("panel.estimate")}
    <input type="number" min="0" step="5" inputmode="numeric" value=${value ?? ""} onChange=${onChange} />
  </label>`;
}
