// The tags of the open task and, where others are in the workspace, whom it is assigned to: added by typing, taken off by key.

import { html } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { here, organization, settings, workspace } from "../store/session.js";
import { save } from "../store/task.js";
import { tagIds } from "../store/tasks.js";
import { Combo } from "../ui/combo.js";
import { Icon } from "../ui/icons.js";
import { useReading } from "../ui/reading.js";
import { t } from "../words/words.js";

const MOST = 8;
const TAG = "panel-tag";
const PERSON = "panel-person";

/** Saves, and goes on in the box, which is drawn anew. @param {string} box @param {Record<string, unknown>} fields */
async function add(box, fields) {
  if (await save(fields)) document.getElementById(box)?.focus();
}

function Chosen({ list, onRemove }) {
  return list.map(
    (/** @type {any} */ one) => html`<span key=${one.id} class="tag" dir="auto">${one.name}<button
      aria-label=${t("labels.remove", { name: one.name })}
      onClick=${() => onRemove(one.id)}
    ><${Icon} name="close" size=${12} /></button></span>`,
  );
}

function Tags({ task }) {
  const set = (/** @type {number[]} */ tag_ids) => save({ tag_ids });
  const find = async (/** @type {string} */ words) => {
    const { data } = await get(`${workspace.value}/tags`, { name: words, per_page: 20 });
    return data.filter((/** @type {any} */ tag) => !task.tag_ids.includes(tag.id)).slice(0, MOST);
  };
  const choose = (/** @type {number} */ id) => add(TAG, { tag_ids: [...new Set([...task.tag_ids, id])] });
  const onWords = async (/** @type {string} */ words) => {
    const ids = words && (await tagIds([words.replace(/^#/, "")]));
    if (ids) choose(ids[0]);
  };
  return html`<div class="tags">
    <${Chosen} list=${task.tags} onRemove=${(/** @type {number} */ id) => set(task.tag_ids.filter((/** @type {number} */ one) => one !== id))} />
    <${Combo} key=${task.tag_ids.join()} id=${TAG} label=${t("labels.addTag")} find=${find} onChoose=${(/** @type {any} */ tag) => choose(tag.id)} onWords=${onWords} />
  </div>`;
}

function People({ task }) {
  const { found } = useReading([], () => get(`${organization.value}/users`, { workspaces: settings.value.current_workspace_id }), [here.value]);
  const all = (found.value ?? []).map((/** @type {any} */ one) => ({ id: one.user_account_id, name: one.name }));
  const ids = task.assignee_user_ids;
  if (all.length < 2 && !ids.length) return null;
  const chosen = ids.map((/** @type {number} */ id) => all.find((/** @type {any} */ one) => one.id === id) ?? { id, name: "…" });
  const set = (/** @type {number[]} */ assignee_user_ids) => save({ assignee_user_ids });
  const find = (/** @type {string} */ words) => all.filter((/** @type {any} */ one) => !ids.includes(one.id) && one.name.toLowerCase().includes(words.toLowerCase())).slice(0, MOST);
  return html`<div class="tags">
    <${Chosen} list=${chosen} onRemove=${(/** @type {number} */ id) => set(ids.filter((/** @type {number} */ one) => one !== id))} />
    <${Combo} key=${ids.join()} id=${PERSON} label=${t("labels.addPerson")} find=${find} onChoose=${(/** @type {any} */ one) => add(PERSON, { assignee_user_ids: [...ids, one.id] })} open=${true} />
  </div>`;
}

/** @param {{task: any}} props */
export function Labels({ task }) {
  return html`<${Tags} task=${task} /><${People} task=${task} />`;
}
