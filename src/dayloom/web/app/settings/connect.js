// Dialogs that connect a calendar: by address, as a file, or an account on a CalDAV server.

import { html, useSignal } from "../vendor/preact.js";
import { Refused, post } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";

/** @typedef {{onClose: () => void, onDone: () => unknown}} Ends */

/**
 * A form whose refusal stands in it, with what was typed. `read` answers the body from what the form has.
 * @param {Ends & {title: string, read: (form: FormData) => unknown, children: any}} props
 */
function Connect({ title, read, onClose, onDone, children }) {
  const busy = useSignal(false);
  const problem = useSignal("");
  const send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = "";
    try {
      const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
      await post(`${here.value}/integrations/calendar`, await read(given));
      onDone();
    } catch (error) {
      if (error instanceof Refused && error.status >= 400 && error.status < 500) problem.value = error.message;
      else tellError(error);
    }
    busy.value = false;
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form onSubmit=${send}>
      ${children}
      ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="primary" disabled=${busy.value}>${busy.value ? t("settings.calendar.trying") : t("settings.calendar.connect")}</button>
      </div>
    </form>
  <//>`;
}

/** What was typed; what was left empty is left out. @param {FormData} form */
const words = (form) => Object.fromEntries([...form].filter(([, value]) => typeof value === "string" && value.trim()));

const Name = () => html`<label class="field">${t("settings.calendar.name")}<input name="name" dir="auto" maxlength="255" /></label>`;

/** @param {Ends} props */
export function ConnectAddress(props) {
  return html`<${Connect} ...${props} title=${t("settings.calendar.add.address")} read=${(/** @type {FormData} */ form) => ({ provider: "ics", ...words(form) })}>
    <label class="field">${t("settings.calendar.address")}<input name="url" required inputmode="url" autocomplete="off" /><small>${t("settings.calendar.address.hint")}</small></label>
    <${Name} />
  <//>`;
}

/** @param {Ends} props */
export function ConnectFile(props) {
  const read = async (/** @type {FormData} */ form) => {
    const file = /** @type {File} */ (form.get("file"));
    return { provider: "ics", name: file.name.replace(/\.ics$/i, "") || undefined, ...words(form), content: await file.text() };
  };
  return html`<${Connect} ...${props} title=${t("settings.calendar.add.file")} read=${read}>
    <label class="field">${t("settings.calendar.pick")}<input type="file" name="file" required accept=".ics,text/calendar" /></label>
    <${Name} />
  <//>`;
}

/** @param {Ends} props */
export function ConnectAccount(props) {
  return html`<${Connect} ...${props} title=${t("settings.calendar.add.account")} read=${(/** @type {FormData} */ form) => ({ provider: "caldav", ...words(form) })}>
    <label class="field">${t("settings.calendar.server")}<input name="url" required inputmode="url" autocomplete="off" /></label>
    <label class="field">${t("settings.calendar.user")}<input name="username" required autocomplete="off" /></label>
    <label class="field">${t("sign.password")}<input type="password" name="password" required autocomplete="off" /><small>${t("settings.calendar.password.hint")}</small></label>
    <${Name} />
  <//>`;
}
