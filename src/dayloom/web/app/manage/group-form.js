// A group's name and who is in it, in a dialog.

import { html, useSignal } from "../vendor/preact.js";
import { remember } from "../store/undo.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";
import { changed, sentence } from "./doing.js";

/** @param {{group: any, everybody: any[], onSave: (body: any) => Promise<unknown>, onClose: () => void}} props `group` as a PUT takes it */
export function GroupForm({ group, everybody, onSave, onClose }) {
  const problem = useSignal("");
  const onSubmit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    try {
      const now = { ...group, name: String(given.get("name")).trim(), organization_users: given.getAll("who").map(Number) };
      await onSave(now);
      remember(() => onSave(group), changed(group, now));
      onClose();
    } catch (error) {
      problem.value = sentence(error);
    }
  };
  return html`<${Dialog} title=${t("manage.editOne", { name: group.name })} onClose=${onClose}>
    <form onSubmit=${onSubmit}>
      <label class="field">${t("manage.name")}<input name="name" required maxlength="500" dir="auto" defaultValue=${group.name} /></label>
      <fieldset class="who"><legend>${t("manage.members")}</legend>
        ${everybody.map((one) => html`<label class="check" key=${one.id}><input type="checkbox" name="who" value=${one.id} defaultChecked=${group.organization_users.includes(one.id)} /><span dir="auto">${one.name}</span></label>`)}
      </fieldset>
      ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="primary">${t("manage.save")}</button>
      </div>
    </form>
  <//>`;
}
