// The name of hours that were drawn: with it they become a task that is planned there. Fetched when some were drawn.

import { html } from "../vendor/preact.js";
import { plan } from "../store/planning.js";
import { zoom } from "../store/preferences.js";
import { zone } from "../store/session.js";
import { add, planned } from "../store/tasks.js";
import { clockTime } from "../time/format.js";
import { instant } from "../time/zone.js";
import { t } from "../words/words.js";
import { drafted } from "./drag.js";

/** Makes the task of the drawn hours. @param {string} name */
async function settleDraft(name) {
  const draft = drafted.value;
  drafted.value = null;
  if (!draft || !name.trim()) return;
  const task = await add({ name: name.trim(), estimated_mins: draft.minutes });
  if (task) {
    planned(task.id);
    await plan(task, instant(draft.day, draft.from, zone.value), draft.minutes * 60);
  }
}

export function Draft() {
  const draft = drafted.value;
  if (!draft) return null;
  const box = { top: `${(draft.from / 60) * zoom.value}px`, height: `${(draft.minutes / 60) * zoom.value}px` };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter") settleDraft(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    if (event.key === "Escape") drafted.value = null;
  };
  return html`<div class="block ghost draft" style=${box}>
    <input
      aria-label=${t("grid.newBlock")}
      placeholder=${t("grid.newBlock")}
      ref=${(/** @type {HTMLInputElement | null} */ input) => input?.focus()}
      onKeyDown=${onKeyDown}
      onBlur=${(/** @type {any} */ event) => settleDraft(event.currentTarget.value)}
    />
    <span class="block-time">${clockTime(draft.from)} – ${clockTime(draft.from + draft.minutes)}</span>
  </div>`;
}
