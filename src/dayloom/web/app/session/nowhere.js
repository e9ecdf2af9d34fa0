// Signed in, and in no workspace: somebody new whom nobody has let in yet, or somebody who is locked out.

import { html } from "../vendor/preact.js";
import { person } from "../store/session.js";
import { Brand } from "../ui/icons.js";
import { leave } from "../ui/leave.js";
import { t } from "../words/words.js";

/** The page. Another workspace of theirs, if there is one, opens upon loading. */
export function Nowhere() {
  return html`<main class="door">
    <div class="card">
      <h1><${Brand} /> ${t("app.name")}</h1>
      <p role="alert">${t("nowhere.text")}</p>
      <p class="hint">${t("nowhere.who", { email: person.value.email })}</p>
      <button class="primary" onClick=${() => location.reload()}>${t("app.again")}</button>
      <button class="plain" onClick=${leave}>${t("sign.out")}</button>
    </div>
  </main>`;
}
