// Rules for events by their title: which project they belong to, or which task their time goes to.

import { html, useSignal } from "../vendor/preact.js";
import { get, post, remove } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import { projects } from "../store/tasks.js";
import { remember } from "../store/undo.js";
import { Combo } from "../ui/combo.js";
import { Icon } from "../ui/icons.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";

const path = () => `${here.value}/integrations/calendar/mappings`;

async function read() {
  const rules = await get(path());
  const ids = rules.map((/** @type {any} */ rule) => rule.task_id).filter(Boolean);
  const tasks = await Promise.all(ids.map((/** @type {number} */ id) => get(`${here.value}/tasks/${id}`).catch(() => null)));
  const names = new Map(tasks.filter(Boolean).map((task) => [task.id, task.name]));
  return rules.map((/** @type {any} */ rule) => ({ ...rule, task: names.get(rule.task_id) }));
}

async function findTasks(/** @type {string} */ words) {
  const query = { name: words, order_by: "relevance", per_page: 8, disable_aggregations: true };
  return (await get(`${here.value}/tasks`, query)).data.map((/** @type {any} */ task) => ({ id: task.id, name: task.name }));
}

/** @param {{onMade: () => unknown}} props */
function Make({ onMade }) {
  const title = useSignal("");
  const project = useSignal("");
  const task = useSignal(/** @type {any} */ (null));
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!project.value && !task.value) return;
    const to = { project_id: Number(project.value) || undefined, task_id: task.value?.id };
    try {
      await post(path(), { title: title.value.trim(), ...to });
      title.value = project.value = "";
      task.value = null;
    } catch (error) {
      tellError(error);
    }
    onMade();
  };
  return html`<form class="fields-2 line" onSubmit=${make}>
    <label class="field">${t("settings.rule.title")}<input dir="auto" required maxlength="255" value=${title.value} onInput=${(/** @type {any} */ event) => (title.value = event.currentTarget.value)} /></label>
    <label class="field">${t("panel.project")}
      <select value=${project.value} onChange=${(/** @type {any} */ event) => (project.value = event.currentTarget.value)}>
        <option value="">${t("nav.noProject")}</option>
        ${projects.value.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id}>${one.name}</option>`)}
      </select>
    </label>
    <div class="field"><span>${t("settings.rule.task")}</span>
      <${Combo} key=${task.value?.id ?? "none"} id="rule-task" label=${t("settings.rule.task")} placeholder=${t("settings.rule.task.find")} value=${task.value?.name ?? ""} find=${findTasks} onChoose=${(/** @type {any} */ one) => (task.value = one)} />
    </div>
    <button class="primary" disabled=${!title.value.trim() || (!project.value && !task.value)}>${t("settings.rule.make")}</button>
  </form>`;
}

/** The box. */
export function Rules() {
  const { found, again, unread, busy } = useShown(["calendar_rule", "task"], read, [here.value]);
  const end = async (/** @type {any} */ rule) => {
    found.value = (found.value ?? []).filter((/** @type {any} */ one) => one.id !== rule.id);
    try {
      await remove(`${path()}/${rule.id}`);
      remember(() => post(path(), { title: rule.title, project_id: rule.project_id, task_id: rule.task_id }), t("did.deleted", { name: rule.title }));
    } catch (error) {
      tellError(error);
      again();
    }
  };
  const project = (/** @type {number} */ id) => projects.value.find((/** @type {any} */ one) => one.id === id)?.name;
  return html`<section class="box" aria-busy=${busy}>
    ${unread}
    <h2>${t("settings.rules")}</h2>
    <p class="hint">${t("settings.rules.hint")}</p>
    ${found.value?.length > 0 &&
    html`<ul class="rules">
      ${found.value.map(
        (/** @type {any} */ rule) => html`<li key=${rule.id}>
          <b dir="auto">${rule.title}</b><span dir="auto">${[project(rule.project_id), rule.task].filter(Boolean).join(" · ") || t("settings.rule.gone")}</span>
          <button class="icon-button" aria-label=${t("settings.rule.remove", { title: rule.title })} onClick=${() => end(rule)}><${Icon} name="close" /></button>
        </li>`,
      )}
    </ul>`}
    <${Make} onMade=${again} />
  </section>`;
}
