// Inviting somebody: a link to hand over, shown once; and the invitations that are open.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { post, remove } from "../api/client.js";
import { tell } from "../store/notes.js";
import { query, refine } from "../store/place.js";
import { organization, settings } from "../store/session.js";
import { Secret } from "../settings/secret.js";
import { dayOf } from "../settings/when.js";
import { Dialog, confirm } from "../ui/dialog.js";
import { t } from "../words/words.js";
import { attempt, sentence } from "./doing.js";
import { bodyOf, given, invitedRole, nameOf } from "./roles.js";

const path = () => `${organization.value}/invitations`;

/** @param {{me: any, onClose: () => void}} props */
function Invite({ me, onClose }) {
  const problem = useSignal("");
  const made = useSignal(/** @type {any} */ (null));
  const link = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => /** @type {HTMLElement | null | undefined} */ (link.current?.querySelector("button"))?.focus(), [made.value]);
  const onSubmit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    problem.value = "";
    try {
      const role = bodyOf(/** @type {any} */ (form.get("role")), settings.value.current_workspace_id);
      made.value = await post(path(), { email: String(form.get("email")), ...role });
    } catch (error) {
      problem.value = sentence(error);
    }
  };
  const address = () => `${location.origin}/invitation#${made.value.secret}`; // at the address that people use
  return html`<${Dialog} title=${t("manage.invite")} onClose=${onClose}>
    ${made.value
      ? html`<div class="made" ref=${link}><${Secret} label=${t("manage.invite.link", { email: made.value.email })} value=${address()} hint=${t("manage.invite.once", { day: dayOf(made.value.expires_at) })} />
          <div class="actions"><button type="button" class="primary" onClick=${onClose}>${t("manage.invite.done")}</button></div></div>`
      : html`<form onSubmit=${onSubmit}>
          <p class="about">${t("manage.invite.about")}</p>
          <label class="field">${t("sign.email")}<input name="email" type="email" required maxlength="254" autocomplete="off" /></label>
          <label class="field">${t("manage.role")}
            <select name="role" class="input">${given(me).map((each) => html`<option key=${each} value=${each} selected=${each === "user"}>${nameOf(each)}</option>`)}</select>
          </label>
          ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
          <div class="actions">
            <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
            <button class="primary">${t("manage.invite.make")}</button>
          </div>
        </form>`}
  <//>`;
}

/** @param {{me: any, invitations: any[], again: () => unknown}} props */
export function Invitations({ me, invitations, again }) {
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const asked = Boolean(query.value.invite);
  const was = useRef(asked);
  // The palette, which may have led here, is gone by now.
  useLayoutEffect(() => {
    if (was.current && !asked) button.current?.focus();
    was.current = asked;
  }, [asked]);
  // In the address, so that the palette leads here.
  const close = () => {
    refine({ invite: null });
    again();
  };
  const withdraw = async (/** @type {any} */ one) => {
    if (await attempt(() => remove(`${path()}/${one.id}`))) tell(t("manage.did.withdraw", { email: one.email }));
    again();
  };
  const ask = (/** @type {any} */ one) =>
    confirm({ title: t("manage.withdrawOne", { email: one.email }), text: t("manage.withdraw.text"), word: t("manage.withdraw"), danger: true, act: () => withdraw(one) });
  return html`<div class="line"><button class="primary" ref=${button} onClick=${() => refine({ invite: "1" })}>${t("manage.invite")}</button></div>
    ${invitations.length > 0 && html`<h2 class="group">${t("manage.invitations")}</h2>
      <ul class="box rows">
        ${invitations.map((one) => html`<li key=${one.id} class="row">
          <span class="grow fixed">${one.email}</span>
          <small class="mark">${nameOf(invitedRole(one))}</small>
          <small>${t("manage.invite.until", { day: dayOf(one.expires_at) })}</small>
          <button class="plain" aria-label=${t("manage.withdrawOne", { email: one.email })} onClick=${() => ask(one)}>${t("manage.withdraw")}</button>
        </li>`)}
      </ul>`}
    ${asked && html`<${Invite} me=${me} onClose=${close} />`}`;
}
