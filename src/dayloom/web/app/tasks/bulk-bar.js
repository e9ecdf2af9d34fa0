// What can be done with the chosen tasks together.

import { html } from "../vendor/preact.js";
import { archive, edit, editEach, removeAll } from "../store/task-edit.js";
import { projects, statuses, tagIds } from "../store/tasks.js";
import { confirm } from "../ui/dialog.js";
import { t } from "../words/words.js";

/** @param {{tasks: any[], again: () => Promise<void>, clear: () => void}} props */
export function BulkBar({ tasks, again, clear }) {
  const set = async (/** @type {Record<string, unknown>} */ fields) => {
    if (await edit(tasks, fields)) again();
  };
  const choice = (/** @type {string} */ field, /** @type {import("../words/words.js").Word} */ word, /** @type {[string, string][]} */ options) => html`<span class="chip choice">
    <select
      aria-label=${t(word)}
      value="-"
      onChange=${(/** @type {any} */ event) => {
        const { value } = event.currentTarget;
        event.currentTarget.value = "-";
        set({ [field]: value === "" ? null : /_id$/.test(field) ? Number(value) : value });
      }}
    >
      <option value="-">${t(word)}</option>
      ${options.map(([key, said]) => html`<option value=${key}>${said}</option>`)}
    </select>
  </span>`;
  const addTag = async (/** @type {any} */ event) => {
    event.preventDefault();
    const box = event.currentTarget.elements.tag;
    const name = box.value.trim();
    const ids = name ? await tagIds([name]) : null;
    if (!ids) return;
    const done = await editEach(tasks, (task) => ({ tag_ids: [...new Set([...(task.tag_ids ?? []), ...ids])] }));
    if (!done) return;
    box.value = "";
    again();
  };
  const put = async (/** @type {Promise<boolean>} */ done) => {
    if (!(await done)) return;
    clear();
    again();
  };
  const ask = () => confirm({ title: t("tasks.delete.title", { count: tasks.length }), text: t("tasks.delete.text"), word: t("tasks.delete"), danger: true, act: () => put(removeAll(tasks)) });
  return html`<div class="bulk-bar" role="toolbar" aria-label=${t("tasks.chosen", { count: tasks.length })}>
    <b>${t("tasks.chosen", { count: tasks.length })}</b>
    ${choice("status_id", "panel.status", statuses.value.map((one) => [String(one.id), one.name]))}
    ${choice("project_id", "panel.project", [["", t("nav.noProject")], ...projects.value.map((one) => /** @type {[string, string]} */ ([String(one.id), one.name]))])}
    ${choice("priority", "panel.priority", (/** @type {const} */ (["high", "medium", "low", "none"])).map((one) => [one, t(`priority.${one}`)]))}
    <label class="chip choice">${t("panel.due")} <input type="date" onChange=${(/** @type {any} */ event) => event.currentTarget.value && set({ end_date: event.currentTarget.value })} /></label>
    <form onSubmit=${addTag}><input class="input" name="tag" aria-label=${t("tasks.addTag")} placeholder=${t("tasks.addTag")} maxlength="200" dir="auto" /></form>
    <button class="plain" onClick=${() => put(archive(tasks))}>${t("tasks.archive")}</button>
    <button class="plain" onClick=${ask}>${t("tasks.delete")}</button>
    <button class="plain" onClick=${clear}>${t("tasks.unchoose")}</button>
  </div>`;
}
