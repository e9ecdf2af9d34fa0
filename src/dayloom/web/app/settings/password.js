// A new password, for who knows the old one. Every other browser is signed out by it.

import { html, useSignal } from "../vendor/preact.js";
import { Refused } from "../api/client.js";
import { tell, tellError } from "../store/notes.js";
import { changePassword, person } from "../store/session.js";
import { t } from "../words/words.js";

/** The box. */
export function Password() {
  const problem = useSignal("");
  const busy = useSignal(false);
  const change = async (/** @type {any} */ event) => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget;
    const given = new FormData(form);
    problem.value = "";
    busy.value = true;
    try {
      await changePassword(String(given.get("current")), String(given.get("new")));
      form.reset();
      tell(t("settings.password.done"));
    } catch (error) {
      if (error instanceof Refused && error.status === 400) problem.value = error.message;
      else tellError(error);
    }
    busy.value = false;
  };
  return html`<section class="box">
    <h2>${t("sign.password")}</h2>
    <form class="line" onSubmit=${change}>
      <input class="unseen" type="email" autocomplete="username" tabindex="-1" aria-hidden="true" readonly value=${person.value.email} />
      <label class="field">${t("settings.password.current")}<input type="password" name="current" required autocomplete="current-password" /></label>
      <label class="field">${t("settings.password.new")}<input type="password" name="new" required minlength="8" autocomplete="new-password" /></label>
      <button class="primary" disabled=${busy.value}>${t("settings.password.change")}</button>
    </form>
    ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
    <p class="hint">${t("settings.password.hint")}</p>
  </section>`;
}
