// Who is in the organization, as a table; owners and admins choose roles in it and lock people out.

import { html } from "../vendor/preact.js";
import { patch } from "../api/client.js";
import { tell } from "../store/notes.js";
import { organization, settings } from "../store/session.js";
import { confirm } from "../ui/dialog.js";
import { t } from "../words/words.js";
import { attempt } from "./doing.js";
import { bodyOf, given, nameOf, roleOf } from "./roles.js";

const here = () => settings.value.current_workspace_id;
const change = (/** @type {any} */ one, /** @type {any} */ body) => patch(`${organization.value}/users/${one.id}`, body);
/** Owners are changed by owners alone. */
const mayChange = (/** @type {any} */ me, /** @type {any} */ one) => me.admin && (me.owner || !one.owner);

/** @param {{one: any, me: any, again: () => unknown}} props */
function Role({ one, me, again }) {
  const role = roleOf(one, here());
  if (!mayChange(me, one) || !one.active) return nameOf(role);
  const set = async (/** @type {any} */ chosen) => {
    await attempt(() => change(one, bodyOf(chosen, here())), role && [() => change(one, bodyOf(role, here())), t("did.changed", { name: one.name })]);
    await again();
  };
  const onChange = (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    if (one.id !== me.id) return set(chosen);
    event.currentTarget.value = role; // until it is sure
    return confirm({ title: t("manage.ownRole"), text: t("manage.ownRole.text"), word: t("manage.ownRole.go"), act: () => set(chosen) });
  };
  return html`<select class="input role" aria-label=${t("manage.roleOf", { name: one.name })} value=${role ?? ""} onChange=${onChange}>
    ${!role && html`<option value="" disabled>${t("manage.role.none")}</option>`}
    ${given(me).map((each) => html`<option key=${each} value=${each}>${nameOf(each)}</option>`)}
  </select>`;
}

/** @param {{one: any, me: any, again: () => unknown}} props */
function Door({ one, me, again }) {
  if (!mayChange(me, one) || one.id === me.id) return null;
  const word = one.active ? "lockOut" : "letIn";
  const act = async () => {
    if (await attempt(() => change(one, { active: !one.active }))) tell(t(`manage.did.${word}`, { name: one.name }));
    await again();
  };
  const ask = () => confirm({ title: t(`manage.${word}.title`, { name: one.name }), text: t(`manage.${word}.text`), word: t(`manage.${word}`), danger: one.active, act });
  return html`<button class="plain" aria-label=${t(`manage.${word}One`, { name: one.name })} onClick=${ask}>${t(`manage.${word}`)}</button>`;
}

/** Out of this workspace alone. Who leads the organization is in all of them. @param {{one: any, me: any, again: () => unknown}} props */
function Leave({ one, me, again }) {
  const role = roleOf(one, here());
  if (!mayChange(me, one) || !one.active || one.admin || !role) return null;
  const out = { workspaces: [{ workspace_id: here(), focus_role_id: null }] };
  const act = async () => {
    if (await attempt(() => change(one, out), [() => change(one, bodyOf(role, here())), t("did.changed", { name: one.name })])) tell(t("manage.did.remove", { name: one.name }));
    await again();
  };
  const title = t("manage.removeOne", { name: one.name });
  const ask = () => confirm({ title: `${title}?`, text: t("manage.remove.text"), word: t("manage.remove"), danger: true, act });
  return html`<button class="plain" aria-label=${title} onClick=${ask}>${t("manage.remove")}</button>`;
}

/** @param {{everybody: any[], me: any, again: () => unknown}} props */
export function PersonTable({ everybody, me, again }) {
  return html`<div class="box scroll-x" tabindex="0" role="region" aria-label=${t("manage.people")}><table class="table person-table">
    <thead><tr><th scope="col">${t("manage.name")}</th><th scope="col">${t("sign.email")}</th><th scope="col">${t("manage.groups")}</th><th scope="col">${t("manage.role")}</th></tr></thead>
    <tbody>
      ${everybody.map((one) => html`<tr key=${one.id}>
        <th scope="row"><b dir="auto">${one.name}</b>${!one.active && html` <small class="mark">${t("manage.lockedOut")}</small>`}<small class="beside">${one.email}</small></th>
        <td>${one.email}</td>
        <td dir="auto">${one.groups.map((/** @type {any} */ group) => group.name).join(", ") || "–"}</td>
        <td><div class="role-line"><${Role} one=${one} me=${me ?? {}} again=${again} /><${Leave} one=${one} me=${me ?? {}} again=${again} /><${Door} one=${one} me=${me ?? {}} again=${again} /></div></td>
      </tr>`)}
    </tbody>
  </table></div>`;
}
