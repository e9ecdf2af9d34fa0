// The people of the demo, to enter as with one press. The server names them where it holds nothing but the demo.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { nameOf } from "../manage/roles.js";
import { t } from "../words/words.js";

/** @typedef {{name: string, email: string, password: string, role: keyof typeof ROLES}} Login */

/** The API's words for what somebody is, and the app's. */
const ROLES = /** @type {const} */ ({ owner: "owner", admin: "organizationAdmin", ws_admin: "admin", ws_manager: "manager", ws_user: "user" });

/** @param {{busy: boolean, enter: (email: string, password: string) => unknown}} props */
export function Demo({ busy, enter }) {
  const [logins, setLogins] = useState(/** @type {Login[]} */ ([]));
  useEffect(() => {
    get("/session/demo").then(setLogins, () => {}); // without it one signs in by typing
  }, []);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const typed = document.activeElement instanceof HTMLInputElement && document.activeElement.value;
    if (!typed) box.current?.querySelector("button")?.focus();
  }, [logins]);
  if (!logins.length) return null;
  return html`<div class="door-demo" ref=${box} role="group" aria-label=${t("sign.demo")}>
    <p class="hint">${t("sign.demo")}</p>
    ${logins.map(({ name, email, password, role }) => html`<button type="button" class="plain" key=${email} disabled=${busy} onClick=${() => enter(email, password)}>${t("sign.as", { name })} <small>(${nameOf(ROLES[role])})</small></button>`)}
  </div>`;
}
