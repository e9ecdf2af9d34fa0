// Who is in the workspace, and the groups they are in. People come and go by the command line of the server.

import { html, useSignal } from "../vendor/preact.js";
import { call, post, put } from "../api/client.js";
import { tell } from "../store/notes.js";
import { organization, person, settings } from "../store/session.js";
import { confirm } from "../ui/dialog.js";
import { useReading } from "../ui/reading.js";
import { t } from "../words/words.js";
import { attempt, pages, people } from "./doing.js";
import { GroupForm } from "./group-form.js";
import { AddBox, Delete } from "./names.js";

const ROLES = /** @type {const} */ ({ 15: "admin", 16: "manager", 17: "user" });
const here = () => settings.value.current_workspace_id;

function roleOf(/** @type {any} */ one) {
  if (one.owner) return t("manage.role.owner");
  if (one.admin) return t("manage.role.organizationAdmin");
  const place = one.workspaces.find((/** @type {any} */ workspace) => workspace.id === here());
  const role = ROLES[/** @type {keyof typeof ROLES} */ (place?.focus_role_id)];
  return role ? t(/** @type {any} */ (`manage.role.${role}`)) : "–";
}

async function read() {
  const [everybody, groups] = await Promise.all([people(), pages(`${organization.value}/teams`, { workspace_id: here() })]);
  return { everybody, groups: groups.data };
}

function Table({ everybody }) {
  return html`<div class="box scroll-x" tabindex="0" role="region" aria-label=${t("manage.people")}><table class="table">
    <thead><tr><th scope="col">${t("manage.name")}</th><th scope="col">${t("sign.email")}</th><th scope="col">${t("manage.role")}</th><th scope="col">${t("manage.groups")}</th></tr></thead>
    <tbody>
      ${everybody.map((/** @type {any} */ one) => html`<tr key=${one.id}>
        <th scope="row"><b dir="auto">${one.name}</b>${!one.active && html` <small class="mark">${t("manage.lockedOut")}</small>`}</th>
        <td>${one.email}</td><td>${roleOf(one)}</td>
        <td dir="auto">${one.groups.map((/** @type {any} */ group) => group.name).join(", ") || "–"}</td>
      </tr>`)}
    </tbody>
  </table></div>`;
}

/** The tab. */
export function People() {
  const { found, again } = useReading(["team", "workspace"], read, [organization.value, here()]);
  const opened = useSignal(/** @type {any} */ (null));
  if (!found.value) return null;
  const { everybody, groups } = found.value;
  const me = everybody.find((/** @type {any} */ one) => one.user_account_id === person.value.user_account_id);
  const canEdit = Boolean(me?.admin); // groups are the organization's
  const path = `${organization.value}/groups`;
  const body = (/** @type {any} */ group) => ({
    name: group.name,
    emoji: group.emoji,
    organization_users: group.users.map((/** @type {any} */ one) => one.organization_user_id),
    workspaces: group.workspaces.map((/** @type {any} */ one) => one.workspace_id),
  });
  const gone = (/** @type {any} */ group) => call("DELETE", `${path}/${group.id}`, { query: { workspace_id: here() } });
  const add = async (/** @type {string} */ name) => {
    /** @type {any} */
    let made;
    const done = await attempt(async () => (made = await post(path, { name, organization_users: [], workspaces: [here()] })), () => gone(made));
    if (!done) return false;
    await again();
    opened.value = made;
    return true;
  };
  const drop = async (/** @type {any} */ group) => {
    if (await attempt(() => gone(group))) tell(t("manage.did.delete", { name: group.name }));
    again();
  };
  const ask = (/** @type {any} */ group) =>
    confirm({ title: t("manage.deleteTitle", { name: group.name }), text: t("manage.deleteGroup"), word: t("manage.delete"), danger: true, act: () => drop(group) });
  const close = () => {
    opened.value = null;
    again();
  };
  return html`<${Table} everybody=${everybody} />
    ${me?.admin && html`<p class="about">${t("manage.aboutPeople")} <code>dayloom user add --email …</code></p>`}
    <h2 class="group">${t("manage.groups")}</h2>
    ${canEdit && html`<${AddBox} label=${t("manage.addGroup")} onAdd=${add} />`}
    ${!groups.length && html`<p class="empty">${t("manage.noGroups")}</p>`}
    ${groups.length > 0 && html`<ul class="box rows">
      ${groups.map((group) => html`<li key=${group.id} class="row">
        <span class="grow fixed" dir="auto">${group.emoji ?? ""} ${group.name}</span>
        <small class="mark">${t("manage.groupCount", { count: group.users.length })}</small>
        ${canEdit && html`<button class="plain" aria-label=${t("manage.editOne", { name: group.name })} onClick=${() => (opened.value = group)}>${t("manage.edit")}</button><${Delete} name=${group.name} onDelete=${() => ask(group)} />`}
      </li>`)}
    </ul>`}
    ${opened.value && html`<${GroupForm} group=${body(opened.value)} everybody=${everybody} onSave=${(/** @type {any} */ to) => put(`${path}/${opened.value.id}`, to)} onClose=${close} />`}`;
}
