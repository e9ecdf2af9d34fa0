// The door: e-mail and password. What was on the screen before a session ended is still there behind it.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Refused } from "../api/client.js";
import { reasonOf } from "../store/notes.js";
import { ended, signIn } from "../store/session.js";
import { Brand } from "../ui/icons.js";
import { Part } from "../ui/lazy.js";
import { t } from "../words/words.js";

const demo = () => import("./demo.js").then((part) => part.Demo);

/** The form. */
function SignIn() {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const enter = async (/** @type {string} */ email, /** @type {string} */ password) => {
    setBusy(true);
    try {
      await signIn(email, password);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.status === 401 ? t("sign.wrong") : error.status ? reasonOf(error) : t("error.offline"));
      setBusy(false);
    }
  };
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    enter(String(form.get("email")), String(form.get("password")));
  };
  return html`<main class="door">
    <form class="card" onSubmit=${onSubmit}>
      <h1><${Brand} /> ${t("app.name")}</h1>
      ${ended.value && html`<p role="status">${t("sign.ended")}</p>`}
      <label>${t("sign.email")}<input name="email" type="email" autocomplete="username" required autofocus /></label>
      <label>${t("sign.password")}<input name="password" type="password" autocomplete="current-password" required /></label>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <button class="primary" disabled=${busy}>${t("sign.go")}</button>
      <${Part} load=${demo} busy=${busy} enter=${enter} />
    </form>
  </main>`;
}

/** The form over the work of a session that ended, in which everything stays as it is: what is typed, too. */
function SignInAgain() {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const show = () => box.current?.showModal();
  useLayoutEffect(() => {
    const back = document.activeElement;
    show();
    return () => back instanceof HTMLElement && back.focus();
  }, []);
  return html`<dialog class="door-over" ref=${box} aria-label=${t("sign.title")} onCancel=${(/** @type {Event} */ event) => event.preventDefault()} onClose=${show}>
    <${SignIn} />
  </dialog>`;
}

/** The form, alone or over the work. */
export const Door = () => (ended.value ? html`<${SignInAgain} />` : html`<${SignIn} />`);
