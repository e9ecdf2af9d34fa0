// Who is in the workspace, the groups they are in, and the links by which others come.

import { html, useSignal } from "../vendor/preact.js";
import { call, get, post, put } from "../api/client.js";
import { tell } from "../store/notes.js";
import { organization, person, settings } from "../store/session.js";
import { confirm } from "../ui/dialog.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { attempt, pages } from "./doing.js";
import { GroupForm } from "./group-form.js";
import { Invitations } from "./invitations.js";
import { AddBox, Delete } from "./names.js";
import { PersonTable } from "./person-table.js";
import { roleOf } from "./roles.js";

const here = () => settings.value.current_workspace_id;

/** Who leads the organization sees all of it; the others see the workspace. */
async function read() {
  const [all, groups] = await Promise.all([get(`${organization.value}/users`), pages(`${organization.value}/teams`, { workspace_id: here() })]);
  const me = all.find((/** @type {any} */ one) => one.user_account_id === person.value.user_account_id);
  const everybody = all.filter((/** @type {any} */ one) => me?.admin || roleOf(one, here()));
  const invitations = me?.admin ? await get(`${organization.value}/invitations`) : [];
  return { everybody, groups: groups.data, me, invitations };
}

/** The tab. */
export function People() {
  const { found, again, unread } = useShown(["team", "workspace", "member"], read, [organization.value, here()]);
  const opened = useSignal(/** @type {any} */ (null));
  if (!found.value) return unread || null;
  const { everybody, groups, me, invitations } = found.value;
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
    const done = await attempt(async () => (made = await post(path, { name, organization_users: [], workspaces: [here()] })), [() => gone(made), t("did.added", { name })]);
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
  return html`<${PersonTable} everybody=${everybody} me=${me} again=${again} />
    ${canEdit && html`<${Invitations} me=${me} invitations=${invitations} again=${again} />`}
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
