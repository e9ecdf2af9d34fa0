// What the tabs are made of.

import { html, useSignal } from "../vendor/preact.js";

/**
 * A choice among few. A refused one shows what still holds.
 * @param {{label: string, value: string, choices: [string, string][], onChoose: (value: string) => unknown, hint?: string}} props
 */
export function Choice({ label, value, choices, onChoose, hint }) {
  const turn = useSignal(0);
  const onChange = async (/** @type {any} */ event) => {
    await onChoose(event.currentTarget.value);
    turn.value += 1; // the box shows what was chosen, whatever came of it
  };
  return html`<label class="field">
    ${label}
    <select value=${value} data-turn=${turn.value} onChange=${onChange}>
      ${choices.map(([key, name]) => html`<option key=${key} value=${key} selected=${key === value}>${name}</option>`)}
    </select>
    ${hint && html`<small>${hint}</small>`}
  </label>`;
}
