// Plain lists of names: a box to add one, and each name in a box of its own that is saved as it is left.

import { html, useEffect, useId, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { announce } from "../store/notes.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";

/**
 * A name to edit in place: Enter or leaving saves it, Escape takes back what was typed. A refused name stays, and is tried
 * again by Enter only.
 * @param {{name: string, label: string, off?: boolean, onSave: (name: string) => Promise<boolean>}} props
 */
export function NameBox({ name, label, off = false, onSave }) {
  const text = useSignal(name);
  const tried = useRef("");
  const shown = useRef(name);
  useEffect(() => {
    if (text.value === shown.current) text.value = name; // what is being typed stays, whoever renames it meanwhile
    shown.current = name;
  }, [name]);
  if (off) return html`<span class="grow fixed" dir="auto">${name}</span>`;
  const save = async () => {
    const words = text.value.trim();
    if (!words) text.value = name;
    if (!words || words === name || words === tried.current) return;
    tried.current = words;
    if (await onSave(words)) tried.current = "";
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape" && text.value !== name) {
      event.preventDefault(); // a dialog around it stays open
      text.value = name;
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    tried.current = "";
    save();
  };
  return html`<input class="input quiet grow" aria-label=${label} maxlength="500" dir="auto" value=${text.value} onBlur=${save} onKeyDown=${onKeyDown}
    onInput=${(/** @type {any} */ event) => (text.value = event.currentTarget.value)} />`;
}

/**
 * A box to add something by its name, and whatever else `children` ask for; what was refused stays in it. What `doubt` says
 * about a name is told once, and it is added when that is asked for again.
 * @param {{label: string, onAdd: (name: string) => Promise<boolean>, doubt?: (name: string) => Promise<string>, children?: any}} props
 */
export function AddBox({ label, onAdd, doubt, children }) {
  const name = useSignal("");
  const busy = useSignal(false);
  const problem = useSignal("");
  const said = useId();
  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const words = name.value.trim();
    if (busy.value) return;
    if (!words) {
      problem.value = t("manage.noName");
      return;
    }
    busy.value = true;
    problem.value = problem.value ? "" : ((await doubt?.(words)) ?? "");
    if (!problem.value && (await onAdd(words))) name.value = "";
    busy.value = false;
  };
  return html`<form class="adding" onSubmit=${onSubmit}>
    <input class="input" aria-label=${label} placeholder=${label} maxlength="500" dir="auto" value=${name.value}
      aria-invalid=${problem.value ? "true" : undefined} aria-describedby=${said}
      onInput=${(/** @type {any} */ event) => {
        name.value = event.currentTarget.value;
        problem.value = "";
      }} />
    ${children}
    <button class="primary">${t("manage.add")}</button>
    <small id=${said} class="problem" role="alert" dir="auto">${problem.value}</small>
  </form>`;
}

/** The button that was pressed goes along with what it moved. */
const carried = { id: "", by: 0 };

/** Up and down, for lists with an order. @param {{id: string, name: string, at: number, last: number, onMove: (by: number) => void}} props */
export function Movers({ id, name, at, last, onMove }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (carried.id !== id) return;
    carried.id = "";
    const away = document.activeElement !== document.body && !box.current?.contains(document.activeElement);
    if (away) return; // somebody has gone on meanwhile
    const [up, down] = /** @type {HTMLButtonElement[]} */ ([...(box.current?.children ?? [])]);
    (carried.by < 0 && !up.disabled || down.disabled ? up : down).focus();
  }, [at]);
  const move = (/** @type {number} */ by) => {
    Object.assign(carried, { id, by });
    announce(t("manage.moved", { name, place: at + by + 1 }));
    onMove(by);
  };
  return html`<span class="movers" ref=${box}>
    <button type="button" class="icon-button" aria-label=${t("manage.up", { name })} disabled=${at === 0} onClick=${() => move(-1)}><${Icon} name="up" /></button>
    <button type="button" class="icon-button" aria-label=${t("manage.down", { name })} disabled=${at === last} onClick=${() => move(1)}><${Icon} name="down" /></button>
  </span>`;
}

/** @param {{name: string, onDelete: () => void}} props */
export function Delete({ name, onDelete }) {
  return html`<button type="button" class="icon-button" aria-label=${t("manage.deleteOne", { name })} onClick=${onDelete}><${Icon} name="close" size=${14} /></button>`;
}
