// The fields of the open task, each saved by itself as it is left or chosen.

import { html } from "../vendor/preact.js";
import * as store from "../store/task.js";
import { t } from "../words/words.js";

/** Saves when it is left; Escape puts back what was there. */
export function TextField({ name, label, value }) {
  const onBlur = async (/** @type {any} */ event) => {
    const text = event.currentTarget.value;
    if (text !== (value ?? "")) await store.save({ [name]: text || (name === "name" ? value : null) });
  };
  const onKeyDown = (/** @type {any} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.currentTarget.value = value ?? "";
      event.currentTarget.blur();
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  const key = `${name} ${value}`;
  return html`<input key=${key} class=${`panel-${name}`} aria-label=${label} dir="auto" maxlength="500" defaultValue=${value ?? ""} onBlur=${onBlur} onKeyDown=${onKeyDown} />`;
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
