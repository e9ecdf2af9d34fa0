// Custom fields of tasks, projects and people: what else the workspace keeps of each, in the order they are shown.

import { html, useSignal } from "../vendor/preact.js";
import { post, put, remove } from "../api/client.js";
import { tell } from "../store/notes.js";
import { here } from "../store/session.js";
import { confirm } from "../ui/dialog.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { attempt, changed, moved, pages } from "./doing.js";
import { AddBox, Delete, Movers, NameBox } from "./names.js";
import { Options } from "./options.js";

const ENTITIES = /** @type {const} */ (["task", "project", "user"]);
const TYPES = /** @type {const} */ (["text", "number", "date", "checkbox", "select", "multi_select", "users"]);
const WITH_OPTIONS = ["select", "multi_select"];
const path = () => `${here.value}/custom-fields`;
const at = (/** @type {any} */ field) => `${path()}/${field.id}`;
const typeWord = (/** @type {string} */ type) => t(/** @type {any} */ (`manage.fieldtype.${type.replace("_", "")}`));
const entityWord = (/** @type {string} */ entity) => t(/** @type {any} */ (`manage.entity.${entity}`));

function Choice({ label, of, words, value }) {
  return html`<select class="input" aria-label=${label} value=${value.value} onChange=${(/** @type {any} */ event) => (value.value = event.currentTarget.value)}>
    ${of.map((/** @type {string} */ one) => html`<option value=${one}>${words(one)}</option>`)}
  </select>`;
}

function Row({ field, index, last, canEdit, onOptions, onMove, onDone }) {
  const words = { name: field.name, description: field.description };
  const rename = async (/** @type {string} */ name) => {
    const done = await attempt(() => put(at(field), { ...words, name }), [() => put(at(field), words), changed(field, { name })]);
    if (done) onDone();
    return done;
  };
  const drop = async () => {
    if (await attempt(() => remove(at(field)))) tell(t("manage.did.delete", { name: field.name }));
    onDone();
  };
  const ask = () => confirm({ title: t("manage.deleteTitle", { name: field.name }), text: t("manage.deleteField"), word: t("manage.delete"), danger: true, act: drop });
  return html`<li class="row">
    <${NameBox} name=${field.name} label=${t("manage.nameOf", { name: field.name })} off=${!canEdit} onSave=${rename} />
    <small class="mark">${typeWord(field.field_type)}</small>
    ${WITH_OPTIONS.includes(field.field_type) && html`<button class="plain" aria-label=${t("manage.optionsOf", { name: field.name })} onClick=${onOptions}>${t("manage.options", { count: field.total_options })}</button>`}
    ${canEdit && html`<${Movers} id=${`field-${field.id}`} name=${field.name} at=${index} last=${last} onMove=${onMove} /><${Delete} name=${field.name} onDelete=${ask} />`}
  </li>`;
}

/** @param {{may: (name: string) => boolean}} props */
export function Fields({ may }) {
  const { found, again, unread } = useShown(["custom_field", "custom_field_option"], async () => (await pages(path(), { order_by: "position" }, 3)).data, [here.value]);
  const entity = useSignal("task");
  const type = useSignal("text");
  const opened = useSignal(0);
  const mayOf = (/** @type {string} */ of) => may(of === "user" ? "manage_members" : "manage_projects");
  const mine = ENTITIES.filter(mayOf);
  const list = found.value ?? [];
  const field = list.find((one) => one.id === opened.value);
  const add = async (/** @type {string} */ name) => {
    /** @type {any} */
    let made;
    const body = { name, entity_type: entity.value, field_type: type.value };
    const done = await attempt(async () => (made = await post(path(), body)), [() => remove(at(made)), t("did.added", { name })]);
    if (!done) return false;
    await again();
    if (WITH_OPTIONS.includes(type.value)) opened.value = made.id; // without options nothing can be chosen
    return true;
  };
  const move = async (/** @type {any[]} */ group, /** @type {number} */ from, /** @type {number} */ by) => {
    const order = (/** @type {any[]} */ fields) => put(`${path()}/order`, { entity_type: group[0].entity_type, ordered_ids: fields.map((one) => one.id) });
    const after = moved(group, from, by);
    found.value = [...list.filter((one) => !group.includes(one)), ...after];
    await attempt(() => order(after), [() => order(group), t("did.moved", { name: group[from].name })]);
    again();
  };
  return html`${mine.length > 0 && html`<${AddBox} label=${t("manage.addField")} onAdd=${add}>
      <${Choice} label=${t("manage.fieldFor")} of=${mine} words=${entityWord} value=${entity} />
      <${Choice} label=${t("manage.fieldType")} of=${TYPES} words=${typeWord} value=${type} />
    <//>`}
    ${unread}
    ${found.value && !list.length && html`<p class="empty">${t("manage.noFields")}</p>`}
    ${ENTITIES.map((one) => {
      const group = list.filter((other) => other.entity_type === one);
      return group.length > 0 && html`<section key=${one}><h2 class="group">${entityWord(one)}</h2><ul class="box rows">
        ${group.map((other, index) => html`<${Row} key=${other.id} field=${other} index=${index} last=${group.length - 1} canEdit=${mayOf(one)}
          onOptions=${() => (opened.value = other.id)} onMove=${(/** @type {number} */ by) => move(group, index, by)} onDone=${again} />`)}
      </ul></section>`;
    })}
    ${field && html`<${Options} key=${field.id} field=${field} canEdit=${mayOf(field.entity_type)} onChange=${again} onClose=${() => (opened.value = 0)} />`}`;
}
