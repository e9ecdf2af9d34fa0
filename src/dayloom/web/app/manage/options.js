// What a value of a field is chosen from, in a dialog: named, coloured and in an order.

import { html, useSignal } from "../vendor/preact.js";
import { post, put, remove } from "../api/client.js";
import { here } from "../store/session.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";
import { attempt, changed, moved, sentence } from "./doing.js";
import { AddBox, Delete, Movers, NameBox } from "./names.js";

const GREY = "#8b847a";

/** @param {{field: any, canEdit: boolean, onChange: () => Promise<void>, onClose: () => void}} props */
export function Options({ field, canEdit, onChange, onClose }) {
  const problem = useSignal("");
  const path = `${here.value}/custom-fields/${field.id}/options`;
  const at = (/** @type {any} */ option) => `${path}/${option.id}`;
  const words = (/** @type {any} */ { name, description, color }) => ({ name, description, color });
  const act = async (/** @type {() => Promise<unknown>} */ doIt, /** @type {Parameters<typeof attempt>[1]} */ back) => {
    problem.value = "";
    const done = await attempt(doIt, back, (error) => (problem.value = sentence(error)));
    await onChange();
    return done;
  };
  const add = (/** @type {string} */ name) => {
    /** @type {any} */
    let made;
    return act(async () => (made = await post(path, { name })), [() => remove(at(made)), t("did.added", { name })]);
  };
  const change = (/** @type {any} */ option, /** @type {Record<string, unknown>} */ other) =>
    act(() => put(at(option), { ...words(option), ...other }), [() => put(at(option), words(option)), changed(option, other)]);
  const order = (/** @type {any[]} */ options) => put(`${path}/order`, { ordered_ids: options.map((one) => one.id) });
  const list = /** @type {any[]} */ (field.options);
  return html`<${Dialog} title=${t("manage.optionsOf", { name: field.name })} onClose=${onClose}>
    <div class="members">
      ${canEdit && html`<${AddBox} label=${t("manage.addOption")} onAdd=${add} />`}
      ${problem.value && html`<p class="problem" role="alert">${problem.value}</p>`}
      ${!list.length && html`<p class="empty">${t("manage.noOptions")}</p>`}
      <ul class="rows">
        ${list.map((option, index) => html`<li key=${option.id} class="row">
          <${NameBox} name=${option.name} label=${t("manage.nameOf", { name: option.name })} off=${!canEdit} onSave=${(/** @type {string} */ name) => change(option, { name })} />
          ${canEdit && html`<input type="color" class="swatch-box" aria-label=${t("manage.colourOf", { name: option.name })} value=${option.color ?? GREY} onChange=${(/** @type {any} */ event) => change(option, { color: event.currentTarget.value })} />
            <${Movers} id=${`option-${option.id}`} name=${option.name} at=${index} last=${list.length - 1} onMove=${(/** @type {number} */ by) => act(() => order(moved(list, index, by)), [() => order(list), t("did.moved", { name: option.name })])} />
            <${Delete} name=${option.name} onDelete=${() => act(() => remove(at(option)), null)} />`}
        </li>`)}
      </ul>
    </div>
  <//>`;
}
