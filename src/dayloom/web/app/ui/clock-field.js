// A clock time to type, in the person's own clock: the browser's box follows the language of the browser instead.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { announce } from "../store/notes.js";
import { clock } from "../store/session.js";
import { clockTime } from "../time/format.js";
import { parseClock } from "../time/lengths.js";
import { t } from "../words/words.js";

const STEP = 5;
const DAY = 1440;

/**
 * Heard when it is left or by Enter, and by the arrow keys; Escape puts back what was there. What makes no sense stays, marked.
 * @param {{minutes: number, label?: string, readonly?: boolean, onChange: (minutes: number) => unknown, onType?: (minutes: number | null) => unknown}} props minutes since midnight;
 *   `label`: where no element around it says one; `onType`: hears what is being typed, null where that is no time or no more typed
 */
export function ClockField({ minutes, label, readonly = false, onChange, onType }) {
  const draft = useSignal(/** @type {string | null} */ (null));
  const bad = useSignal(false);
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  // A field that is taken away is left as well: by then nothing counts any more.
  const gone = useRef(false);
  useLayoutEffect(() => () => void (gone.current = true), []);
  const shown = clockTime(minutes);
  // What another field changes while this one has the focus is still there to be typed over.
  useLayoutEffect(() => {
    if (draft.value === null && document.activeElement === box.current) box.current?.select();
  }, [shown]);
  /** What is wrong also keeps a form from being sent. */
  const judge = (/** @type {string} */ problem) => {
    bad.value = problem !== "";
    box.current?.setCustomValidity(problem);
  };
  const leave = () => {
    const text = draft.value;
    if (text === null || gone.current) return;
    const meant = parseClock(text);
    judge(meant === null ? t("entries.notClock", { text }) : "");
    if (meant === null) {
      announce(t("entries.notClock", { text }));
      return;
    }
    draft.value = null;
    if (meant !== Math.floor(minutes)) onChange(meant);
    onType?.(null);
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (event.key === "Enter") leave();
    else if (event.key === "Escape" && draft.value !== null) {
      draft.value = null;
      onType?.(null);
      judge("");
      event.preventDefault(); // the dialog around it stays open
    } else if (step && draft.value === null && !readonly) {
      event.preventDefault();
      onChange((Math.floor(minutes) + step + DAY) % DAY);
    } else return;
    event.stopPropagation();
  };
  return html`<input
    class="clock-field"
    ref=${box}
    aria-label=${label}
    aria-invalid=${bad.value ? "true" : undefined}
    title=${bad.value ? t("entries.notClock", { text: draft.value ?? "" }) : undefined}
    data-typing=${draft.value !== null}
    inputmode=${clock.value === 24 ? "numeric" : undefined}
    autocomplete="off"
    maxlength="8"
    readonly=${readonly}
    value=${draft.value ?? shown}
    onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
    onInput=${(/** @type {any} */ event) => {
      draft.value = event.currentTarget.value;
      onType?.(parseClock(event.currentTarget.value));
      judge("");
    }}
    onBlur=${leave}
    onKeyDown=${onKeyDown}
  />${bad.value && html`<small class="problem" aria-hidden="true" dir="auto">${t("entries.notClock", { text: draft.value ?? "" })}</small>`}`;
}
