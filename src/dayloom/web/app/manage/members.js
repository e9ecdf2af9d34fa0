// Who is in a project, and with which role: people and teams.

import { html, useRef, useSignal } from "../vendor/preact.js";
import { call, get, post, put } from "../api/client.js";
import { here, organization, person, settings } from "../store/session.js";
import { remember } from "../store/undo.js";
import { Combo } from "../ui/combo.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icons.js";
import { useReading, useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { people, sentence } from "./doing.js";

const MANAGER = 18;
const MEMBER = 19;
const MOST = 8;

/** Everybody who may be a member, people and teams alike. */
async function everybody() {
  const [found, teams] = await Promise.all([
    people(),
    get(`${organization.value}/teams`, { workspace_id: settings.value.current_workspace_id, per_page: 100 }),
  ]);
  return [
    ...found.map((/** @type {any} */ one) => ({ id: one.user_account_id, name: one.name, field: "user_id" })),
    ...teams.data.map((/** @type {any} */ one) => ({ id: one.id, name: one.name, field: "group_id" })),
  ];
}

function Row({ member, canEdit, onRole, onRemove }) {
  return html`<li class="row">
    <span class="grow" dir="auto">${member.name} ${member.field === "group_id" && html`<small class="mark">${t("manage.team")}</small>`}</span>
    <select class="input role" aria-label=${t("manage.roleOf", { name: member.name })} disabled=${!canEdit} value=${member.manager ? MANAGER : MEMBER}
      onChange=${(/** @type {any} */ event) => onRole(Number(event.currentTarget.value))}>
      <option value=${MEMBER}>${t("manage.projectMember")}</option>
      <option value=${MANAGER}>${t("manage.projectManager")}</option>
    </select>
    ${canEdit && html`<button type="button" class="icon-button" aria-label=${t("manage.takeOut", { name: member.name })} onClick=${onRemove}><${Icon} name="close" size=${14} /></button>`}
  </li>`;
}

/** @param {{project: any, may: (name: string) => boolean, onClose: () => void}} props */
export function Members({ project, may, onClose }) {
  const problem = useSignal("");
  const at = `${here.value}/projects/${project.id}/members`;
  // Who types before everybody is read gets the offers then.
  const asked = useRef(/** @type {ReturnType<typeof everybody> | null} */ (null));
  const known = (asked.current ??= everybody());
  const all = useReading([], () => known, []).found.value ?? [];
  const { found, again, unread } = useShown(["project"], () => get(at), [at]);
  const canEdit = may("manage_projects") || project.permissions.includes("manage_projects") || project.toggl_user_id === person.value.user_account_id;
  const byKey = new Map(all.map((one) => [`${one.field} ${one.id}`, one]));
  const named = (/** @type {string} */ field, /** @type {number} */ id, /** @type {boolean} */ manager) =>
    ({ field, id, manager, name: byKey.get(`${field} ${id}`)?.name ?? "…" });
  const list = found.value
    ? [...found.value.user_ids.map((/** @type {any} */ one) => named("user_id", one.user_id, one.manager)), ...found.value.group_ids.map((/** @type {any} */ one) => named("group_id", one.group_id, one.manager))]
    : [];
  const there = new Set(list.map((one) => `${one.field} ${one.id}`));
  const add = (/** @type {any} */ one, /** @type {number} */ role) => post(at, { [`${one.field}s`]: [one.id], role_id: role });
  const set = (/** @type {any} */ one, /** @type {number} */ role) => put(at, { [one.field]: one.id, role_id: role });
  const out = (/** @type {any} */ one) => call("DELETE", at, { body: { [one.field]: one.id } });
  const act = async (/** @type {() => Promise<unknown>} */ doIt, /** @type {() => Promise<unknown>} */ revert) => {
    problem.value = "";
    try {
      await doIt();
      remember(revert, t("did.changed", { name: project.name }));
    } catch (error) {
      problem.value = sentence(error);
    }
    again();
  };
  const find = async (/** @type {string} */ words) =>
    (await known).filter((one) => !there.has(`${one.field} ${one.id}`) && one.name.toLowerCase().includes(words.toLowerCase())).slice(0, MOST)
      .map((one) => ({ id: `${one.field}-${one.id}`, name: one.name, of: one }));
  const roleOf = (/** @type {any} */ one) => (one.manager ? MANAGER : MEMBER);
  return html`<${Dialog} title=${t("manage.membersOf", { name: project.name })} onClose=${onClose}>
    <div class="members">
      ${canEdit && html`<${Combo} id="member" label=${t("manage.addMember")} find=${find} open=${true} onChoose=${(/** @type {any} */ offer) => act(() => add(offer.of, MEMBER), () => out(offer.of))} />`}
      ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
      ${unread}
      ${found.value && !list.length && html`<p class="empty">${t("manage.noMembers")}</p>`}
      <ul class="rows">
        ${list.map((one) => html`<${Row} key=${`${one.field} ${one.id}`} member=${one} canEdit=${canEdit}
          onRole=${(/** @type {number} */ role) => act(() => set(one, role), () => set(one, roleOf(one)))}
          onRemove=${() => act(() => out(one), () => add(one, roleOf(one)))} />`)}
      </ul>
    </div>
  <//>`;
}
