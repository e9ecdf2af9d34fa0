// Taking a connection away, which says what goes with it.

import { html, useSignal } from "../vendor/preact.js";
import { remove } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";

/** @param {{connection: any, onClose: () => void, onDone: () => unknown}} props */
export function Disconnect({ connection, onClose, onDone }) {
  const keep = useSignal(false);
  const act = async (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose();
    try {
      await remove(`${here.value}/integrations/calendar/${connection.calendar_integration_id}`, { preserve_entities: keep.value });
    } catch (error) {
      tellError(error);
    }
    onDone();
  };
  return html`<${Dialog} title=${t("settings.calendar.remove.title", { name: connection.name })} onClose=${onClose}>
    <form onSubmit=${act}>
      <p>${keep.value ? t("settings.calendar.remove.kept") : t("settings.calendar.remove.text")}</p>
      <label class="check"><input type="checkbox" checked=${keep.value} onChange=${(/** @type {any} */ event) => (keep.value = event.currentTarget.checked)} />${t("settings.calendar.remove.keep")}</label>
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="danger">${t("settings.calendar.remove")}</button>
      </div>
    </form>
  <//>`;
}
