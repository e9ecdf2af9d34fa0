// A task in full, at the side: what it is, what belongs to it, and how estimate, plan and reality compare.

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { patch } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import * as store from "../store/task.js";
import { projects, statuses } from "../store/tasks.js";
import { start } from "../store/timer.js";
import { Icon } from "../ui/icons.js";
import { Part } from "../ui/lazy.js";
import { t } from "../words/words.js";
import { Choice, DayField, NameField } from "./panel-fields.js";
import { Children, Compared, History, Times } from "./panel-sections.js";

const labels = () => import("./labels.js").then((part) => part.Labels);
const repeat = () => import("./repeat.js").then((part) => part.Repeat);
const notesField = () => import("./notes.js").then((part) => part.NotesField);

const PRIORITIES = /** @type {const} */ (["none", "low", "medium", "high"]);

/** Brings the task back that was deleted elsewhere; what is typed can be saved then. */
async function restore() {
  try {
    await patch(`${here.value}/tasks/${store.opened.value}/restore`);
    await store.load();
  } catch (error) {
    tellError(error);
  }
}

/** The panel, while a task is open. */
export function TaskDetails() {
  const id = store.opened.value;
  const task = store.task.value;
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const back = useRef(/** @type {Element | null} */ (null));
  const last = useRef(0);
  useLayoutEffect(() => {
    if (!id) return;
    back.current ??= document.activeElement;
    last.current = id;
    box.current?.focus();
  }, [id]);
  // However it is closed, the focus goes back, unless it has gone elsewhere.
  useLayoutEffect(
    () => () => {
      const now = document.activeElement;
      if (now !== document.body && !box.current?.contains(now)) return;
      // The browser's own way back leads from nowhere: then it is the task's row, or else the page.
      const from = back.current?.isConnected && back.current !== document.body ? back.current : document.getElementById(`task-${last.current}`);
      /** @type {HTMLElement | null} */ (from ?? document.getElementById("planner"))?.focus();
    },
    [],
  );
  if (!id) return null;
  const none = /** @type {[string, string]} */ (["", t("nav.noProject")]);
  return html`<aside
    class="details"
    ref=${box}
    tabindex="-1"
    aria-label=${task?.name ?? t("app.loading")}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && store.close()}
  >
    <header>
      ${task && html`<button class="plain" onClick=${() => start(task)}>${t("block.track")}</button>`}
      <button class="close" aria-label=${t("dialog.close")} onClick=${store.close}><${Icon} name="close" /></button>
    </header>
    ${task &&
    html`<div class="details-scroll">
      ${store.gone.value && html`<p class="problem" role="alert">${t("panel.gone")} <button class="plain" onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${restore}>${t("panel.restore")}</button></p>`}
      ${task.parent && html`<button class="parent" dir="auto" onClick=${() => store.open(task.parent.id)}>‹ ${task.parent.name}</button>`}
      <${NameField} key=${`name ${task.id}`} label=${t("panel.name")} value=${task.name} />
      <div class="fields">
        <${Choice} name="status_id" label=${t("panel.status")} value=${task.status_id} options=${statuses.value.map((one) => [one.id, one.name])} />
        <${Choice} name="priority" label=${t("panel.priority")} value=${task.priority} options=${PRIORITIES.map((one) => [one, t(`priority.${one}`)])} />
        <${Choice} name="project_id" label=${t("panel.project")} value=${task.project_id} options=${[none, ...projects.value.map((one) => [one.id, one.name])]} />
        <${DayField} name="start_date" label=${t("panel.starts")} value=${task.start_date} />
        <${DayField} name="end_date" label=${t("panel.due")} value=${task.end_date} />
      </div>
      <${Compared} key=${`lengths ${task.id}`} task=${task} />
      <${Part} key=${`labels ${task.id}`} load=${labels} task=${task} />
      <${Part} key=${`repeat ${task.id}`} load=${repeat} task=${task} />
      <${Part} key=${`notes ${task.id}`} load=${notesField} value=${task.notes} />
      <${Children} />
      <${Times} word="panel.blocks" list=${store.planned.value} />
      <${Times} word="panel.entries" list=${store.tracked.value} />
      <${History} />
    </div>`}
  </aside>`;
}
