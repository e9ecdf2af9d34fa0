// A field that keeps what was typed until it is saved, and says in words what it did not understand.

import { html, useId, useSignal } from "../vendor/preact.js";
import { announce } from "../store/notes.js";
import { t } from "../words/words.js";

/** What says, by the kind of the field, how it would be understood. @type {Record<string, import("../words/words.js").Word>} */
const MISUNDERSTOOD = { clock: "entries.notClock", figure: "entries.notLength", "entry-length": "entries.notLength" };

/**
 * Saved when it is left or by Enter; Escape puts back what was there. `parse` answers null for what makes no sense, `save`
 * whether it could: until then what was typed stays.
 * @param {{label: string, value: string, kind: string, placeholder?: string, parse?: (text: string) => any, save: (value: any) => Promise<boolean>}} props
 */
export function Field({ label, value, kind, placeholder, parse = (text) => text.trim(), save }) {
  const draft = useSignal(/** @type {string | null} */ (null));
  const bad = useSignal(false);
  const why = useSignal("");
  const saving = useSignal(false);
  const problem = useId();
  const leave = async () => {
    const text = draft.value;
    if (saving.value) return;
    if (text === null || text.trim() === value.trim()) {
      draft.value = null;
      bad.value = false;
      why.value = "";
      return;
    }
    const meant = parse(text);
    bad.value = meant === null;
    why.value = bad.value ? t(MISUNDERSTOOD[kind] ?? "entries.notUnderstood", { text }) : "";
    if (bad.value) {
      announce(why.value);
      return;
    }
    saving.value = true;
    bad.value = !(await save(meant));
    saving.value = false;
    if (!bad.value && draft.value === text) draft.value = null;
  };
  const onKeyDown = (/** @type {any} */ event) => {
    if (event.key !== "Escape" || draft.value !== null) event.stopPropagation(); // what is around it may close
    if (event.key === "Escape") {
      draft.value = null;
      bad.value = false;
      why.value = "";
      event.currentTarget.value = value;
    } else if (event.key === "Enter") leave();
  };
  return html`<span class=${`field-place ${kind}-place`}><input
    class=${`entry-field ${kind}`}
    aria-label=${label}
    aria-invalid=${bad.value ? "true" : undefined}
    aria-describedby=${why.value ? problem : undefined}
    title=${why.value || undefined}
    dir="auto"
    autocomplete="off"
    maxlength="500"
    placeholder=${placeholder}
    value=${draft.value ?? value}
    onInput=${(/** @type {any} */ event) => (draft.value = event.currentTarget.value)}
    onBlur=${leave}
    onKeyDown=${onKeyDown}
  />
  ${why.value && html`<small class="field-problem" id=${problem} dir="auto">${why.value}</small>`}</span>`;
}
