// The notes of the open task: shown as Markdown, written as text. What is refused stays in the box.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { keepTyped, typedBefore } from "../store/drafts.js";
import { opened, save, typed } from "../store/task.js";
import { Icon } from "../ui/icons.js";
import { markdown, ticked } from "../ui/markdown.js";
import { t } from "../words/words.js";

/** The draft of the open task's notes. */
const draft = () => `notes ${opened.value}`;

/** @param {{value: string, focused: boolean, onEnd: (back: boolean) => void}} props `onEnd`: it is over, and whether by key */
function Editor({ value, focused, onEnd }) {
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const byKey = useRef(false);
  const before = useRef(typedBefore(draft()));
  useLayoutEffect(() => {
    if (before.current !== null) typed.add("notes");
    if (focused || before.current !== null) box.current?.focus();
  }, []);
  const onBlur = async (/** @type {any} */ event) => {
    const text = event.currentTarget.value;
    const name = draft();
    const key = byKey.current;
    byKey.current = false;
    if (text !== value && !(await save({ notes: text || null }))) return;
    typed.delete("notes");
    keepTyped(name, null);
    onEnd(key);
  };
  const onKeyDown = (/** @type {any} */ event) => {
    event.stopPropagation();
    const stops = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (event.key === "Escape") event.currentTarget.value = value;
    else if (!stops) return;
    event.preventDefault();
    byKey.current = true;
    event.currentTarget.blur();
  };
  const onInput = (/** @type {any} */ event) => {
    typed.add("notes");
    keepTyped(draft(), event.currentTarget.value);
  };
  return html`<textarea ref=${box} class="panel-notes" rows=${focused ? 10 : 5} dir="auto" maxlength="100000" aria-label=${t("panel.notes")} placeholder=${t("notes.hint")} defaultValue=${before.current ?? value} onInput=${onInput} onBlur=${onBlur} onKeyDown=${onKeyDown}></textarea>`;
}

/** @param {{value: string | null}} props */
export function NotesField({ value }) {
  const editing = useSignal(typedBefore(draft()) !== null);
  const back = useSignal(false);
  /** What ticking has made of it before the server has said so. */
  const ahead = useSignal(/** @type {string | null} */ (null));
  const order = useRef(/** @type {Promise<unknown>} */ (Promise.resolve()));
  const view = useRef(/** @type {HTMLElement | null} */ (null));
  const text = ahead.value ?? value ?? "";
  useLayoutEffect(() => {
    if (!editing.value && back.value) view.current?.focus();
    back.value = false;
  }, [editing.value]);
  const onEnd = (/** @type {boolean} */ byKey) => {
    back.value = byKey;
    editing.value = false;
  };
  if (editing.value || !text) return html`<${Editor} key=${editing.value} value=${value ?? ""} focused=${editing.value} onEnd=${onEnd} />`;
  const tick = (/** @type {number} */ line) => {
    const next = ticked(ahead.value ?? value ?? "", line);
    ahead.value = next;
    order.current = order.current.then(() => save({ notes: next })).then((taken) => {
      if (!taken || ahead.value === next) ahead.value = null;
    });
  };
  const edit = () => (editing.value = true);
  const onClick = (/** @type {any} */ event) => {
    if (!event.target.closest("a, input") && getSelection()?.isCollapsed) edit();
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.target !== event.currentTarget) return;
    event.preventDefault();
    edit();
  };
  return html`<section class="notes-shown">
    <h2>${t("panel.notes")}</h2>
    <button class="plain" aria-label=${t("notes.edit")} title=${t("notes.edit")} onClick=${edit}><${Icon} name="pen" /></button>
    <div ref=${view} class="md" dir="auto" role="group" tabindex="0" aria-label=${t("panel.notes")} onClick=${onClick} onKeyDown=${onKeyDown}>${markdown(text, tick)}</div>
  </section>`;
}
