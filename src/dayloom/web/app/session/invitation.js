// Where the link of an invitation leads. Its secret stands behind the # of the address, which browsers send to nobody.

import { html, useEffect, useState } from "../vendor/preact.js";
import { Refused, post } from "../api/client.js";
import { forget } from "../api/kept.js";
import { ARRIVES, person, presence } from "../store/session.js";
import { Brand } from "../ui/icons.js";
import { t } from "../words/words.js";

const SHORTEST = 8;
const secret = () => location.hash.slice(1);

/** What a refusal of the link itself says; null for any other. @param {Refused} error */
function ending(error) {
  if (error.status === 404) return t("invite.unknown");
  return error.status === 409 && error.values.state ? t(/** @type {any} */ (`invite.${error.values.state}`)) : null;
}

const saying = (/** @type {Refused} */ error) => ending(error) ?? (error.message || t("error.unread"));

/** @param {{found: any, onOver: (said: string) => void}} props */
function Form({ found, onOver }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const me = presence.value === "out" ? null : person.value;
  const isMe = me?.email.toLowerCase() === found.email.toLowerCase();
  const accept = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)));
    setBusy(true);
    try {
      await post("/invitations/accept", { secret: secret(), timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...given });
      await forget(); // whose app it was before
      sessionStorage.setItem(ARRIVES, "1");
      location.replace("/");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const over = ending(error);
      if (over) return onOver(over);
      const wrong = found.has_account && error.values.field === "password";
      setProblem(wrong ? t("invite.wrong") : error.message || t("error.offline"));
      return setBusy(false);
    }
  };
  return html`<form class="card" onSubmit=${accept}>
    <h1><${Brand} /> ${t("invite.title")}</h1>
    <p dir="auto">${found.invited_by ? t("invite.by", { name: found.invited_by, organization: found.organization_name }) : t("invite.to", { organization: found.organization_name })}</p>
    ${me && !isMe && html`<p class="hint">${t("invite.other", { name: me.name, email: found.email })}</p>`}
    <p class="hint">${t(isMe ? "invite.signedIn" : found.has_account ? "invite.known" : "invite.new")}</p>
    <label>${t("sign.email")}<input type="email" autocomplete="username" readonly value=${found.email} /></label>
    ${!found.has_account && html`<label>${t("invite.name")}<input name="name" autocomplete="name" required maxlength="500" dir="auto" autofocus /></label>`}
    ${!isMe && html`<label>${t("sign.password")}<input name="password" type="password" required autofocus=${found.has_account}
      minlength=${found.has_account ? undefined : SHORTEST} autocomplete=${found.has_account ? "current-password" : "new-password"} />
      ${!found.has_account && html`<small>${t("invite.atLeast", { count: SHORTEST })}</small>`}</label>`}
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <button class="primary" disabled=${busy}>${t("invite.accept")}</button>
  </form>`;
}

/** @param {{said: string, again: (() => void) | null}} props `again`: where the link may be good all the same */
function Over({ said, again }) {
  return html`<div class="card">
    <h1><${Brand} /> ${t("app.name")}</h1>
    <p role="alert">${said}</p>
    <button class="primary" onClick=${again ?? (() => location.replace("/"))}>${t(again ? "app.again" : "invite.door")}</button>
  </div>`;
}

/** The page. */
export function Invitation() {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [over, setOver] = useState(/** @type {Parameters<typeof Over>[0] | null} */ (null));
  const read = () => {
    setFound(null);
    setOver(null);
    post("/invitations/find", { secret: secret() }).then(setFound, (error) => setOver({ said: saying(error), again: ending(error) ? null : read }));
  };
  useEffect(() => {
    read();
    addEventListener("hashchange", read); // another link in the same window
    return () => removeEventListener("hashchange", read);
  }, []);
  return html`<main class="door" aria-busy=${presence.value === "unknown" || (!found && !over)}>
    ${presence.value === "unknown" ? null : over ? html`<${Over} ...${over} />` : found && html`<${Form} key=${found.email} found=${found} onOver=${(/** @type {string} */ said) => setOver({ said, again: null })} />`}
  </main>`;
}
