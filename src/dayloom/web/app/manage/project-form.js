// The fields of a project in a dialog. Only what was changed is sent; what was typed stays where the server refuses it.

import { html, useSignal } from "../vendor/preact.js";
import { get, patch } from "../api/client.js";
import { here, workspace } from "../store/session.js";
import { remember } from "../store/undo.js";
import { colourOf } from "../ui/colour.js";
import { Dialog } from "../ui/dialog.js";
import { useReading } from "../ui/reading.js";
import { t } from "../words/words.js";
import { changed, sentence } from "./doing.js";

const or = (/** @type {FormDataEntryValue | null} */ value) => (value === "" || value === null ? null : String(value));

/** What the form says, as fields of the API. @param {HTMLFormElement} form @param {any} project @param {string} currency */
function fieldsOf(form, project, currency) {
  const given = new FormData(form);
  const hours = or(given.get("hours"));
  const amount = or(given.get("amount"));
  /** @type {Record<string, any>} */
  const fields = {
    name: String(given.get("name")).trim(),
    description: or(given.get("description")),
    client_id: or(given.get("client")) && Number(given.get("client")),
    start_date: or(given.get("start")),
    end_date: or(given.get("end")),
    estimated_mins: hours && Math.round(Number(hours) * 60),
    private: given.has("private"),
    billable: given.has("billable"),
  };
  // A project without a colour shows one of its own until another is chosen.
  if (given.get("color") !== colourOf(project)) fields.color = given.get("color");
  if (given.has("amount")) fields.fixed_fee = amount && { amount: Number(amount), currency };
  return fields;
}

const before = (/** @type {any} */ project) => ({ ...project, client_id: project.client?.id ?? null });

/** @param {{project: any, clients: any[], may: (name: string) => boolean, onClose: () => void}} props */
export function ProjectForm({ project, clients, may, onClose }) {
  const problem = useSignal("");
  const busy = useSignal(false);
  const read = useReading([], () => get(`${workspace.value}/currency`), [workspace.value]).found.value;
  const currency = project.fixed_fee?.currency ?? read?.currency ?? "";
  const at = `${here.value}/projects/${project.id}`;
  const onSubmit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const now = fieldsOf(/** @type {HTMLFormElement} */ (event.currentTarget), project, currency);
    const old = /** @type {Record<string, any>} */ (before(project));
    const differing = Object.keys(now).filter((name) => JSON.stringify(now[name]) !== JSON.stringify(old[name]));
    const part = (/** @type {Record<string, any>} */ of) => Object.fromEntries(differing.map((name) => [name, of[name]]));
    busy.value = true;
    try {
      if (differing.length) {
        await patch(at, part(now));
        remember(() => patch(at, part(old)), changed(project, now));
      }
      onClose();
    } catch (error) {
      problem.value = sentence(error);
      busy.value = false;
    }
  };
  const hours = project.estimated_mins === null ? "" : project.estimated_mins / 60;
  return html`<${Dialog} title=${t("manage.editTitle")} onClose=${onClose}>
    <form onSubmit=${onSubmit}>
      <label class="field">${t("manage.name")}<input name="name" required maxlength="500" dir="auto" defaultValue=${project.name} /></label>
      <div class="fields-2">
        <label class="field">${t("manage.client")}<select name="client">
          <option value="" selected=${!project.client}>${t("manage.noClient")}</option>
          ${clients.map((client) => html`<option value=${client.id} selected=${client.id === project.client?.id}>${client.name}</option>`)}
        </select></label>
        <label class="field">${t("manage.colour")}<input name="color" type="color" defaultValue=${colourOf(project)} /></label>
        <label class="field">${t("panel.starts")}<input name="start" type="date" defaultValue=${project.start_date ?? ""} /></label>
        <label class="field">${t("panel.due")}<input name="end" type="date" defaultValue=${project.end_date ?? ""} /></label>
        <label class="field">${t("manage.hours")}<input name="hours" type="number" min="0" max="100000" step="any" inputmode="decimal" defaultValue=${hours} /></label>
        ${may("view_rates") && html`<label class="field">${t("manage.fee", { currency })}<input name="amount" type="number" min="0" step="0.01" inputmode="decimal" defaultValue=${project.fixed_fee?.amount ?? ""} /></label>`}
      </div>
      <label class="field">${t("panel.notes")}<textarea name="description" rows="3" dir="auto" defaultValue=${project.description ?? ""}></textarea></label>
      <label class="check"><input name="private" type="checkbox" defaultChecked=${project.private} />${t("manage.privateLong")}</label>
      <label class="check"><input name="billable" type="checkbox" defaultChecked=${project.billable} />${t("manage.billable")}</label>
      ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
      <div class="actions">
        <button type="button" class="plain" onClick=${onClose}>${t("dialog.cancel")}</button>
        <button class="primary" disabled=${busy.value}>${t("manage.save")}</button>
      </div>
    </form>
  <//>`;
}
