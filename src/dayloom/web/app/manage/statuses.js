// The statuses of tasks, in the order of the board's columns: what each is called and what it means.

import { html } from "../vendor/preact.js";
import { patch, post, put, remove } from "../api/client.js";
import { tell } from "../store/notes.js";
import { workspace } from "../store/session.js";
import { confirm } from "../ui/dialog.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { attempt, changed, moved, pages } from "./doing.js";
import { AddBox, Delete, Movers, NameBox } from "./names.js";

const TYPES = /** @type {const} */ (["todo", "in_progress", "blocked", "done"]);
const path = () => `${workspace.value}/statuses`;
const at = (/** @type {any} */ status) => `${path()}/${status.id}`;
const wordOf = (/** @type {string} */ type) => t(/** @type {any} */ (`manage.type.${type.replace("_", "")}`));

/** Every field: PUT takes what is left out as not there. @param {any} status @param {Record<string, unknown>} [other] */
function replace({ id, name, emoji, type, position }, other = {}) {
  return put(at({ id }), { name, emoji, type, position, ...other });
}

/** Gives each status its place in the list; those that have it are left alone. @param {any[]} order */
async function place(order) {
  for (const [index, status] of order.entries()) {
    if (status.position !== index + 1) await replace(status, { position: index + 1 });
  }
}

function add(/** @type {string} */ name) {
  /** @type {any} */
  let made;
  return attempt(async () => (made = await post(path(), { name })), [() => remove(at(made)), t("did.added", { name })]);
}

/** @param {{may: (name: string) => boolean}} props */
export function Statuses({ may }) {
  const { found, again, unread } = useShown(["status"], async () => (await pages(path(), { order_by: "position" })).data, [workspace.value]);
  const list = found.value ?? [];
  const change = async (/** @type {any} */ status, /** @type {Record<string, unknown>} */ other) => {
    const done = await attempt(() => replace(status, other), [() => replace(status), changed(status, other)]);
    await again(); // also puts back what was refused
    return done;
  };
  const move = async (/** @type {number} */ from, /** @type {number} */ by) => {
    const after = moved(list, from, by);
    found.value = after;
    const back = async () => {
      for (const status of list) await replace(status);
    };
    await attempt(() => place(after), [back, t("did.moved", { name: list[from].name })]);
    again();
  };
  const drop = async (/** @type {any} */ status) => {
    if (await attempt(() => remove(at(status)), [() => patch(`${at(status)}/restore`), t("did.deleted", { name: status.name })])) tell(t("manage.did.delete", { name: status.name }));
    again();
  };
  const ask = (/** @type {any} */ status) =>
    confirm({ title: t("manage.deleteTitle", { name: status.name }), text: t("manage.deleteStatus", { type: wordOf(status.type) }), word: t("manage.delete"), danger: true, act: () => drop(status) });
  const mayChange = may("update_status");
  return html`<p class="about">${t("manage.aboutStatuses")}</p>
    ${may("create_status") && html`<${AddBox} label=${t("manage.addStatus")} onAdd=${async (/** @type {string} */ name) => {
      const done = await add(name);
      if (done) again();
      return done;
    }} />`}
    ${unread}
    ${list.length > 0 && html`<ul class="box rows">
      ${list.map((status, index) => html`<li key=${status.id} class="row">
        <span aria-hidden="true" class="emoji">${status.emoji ?? ""}</span>
        <${NameBox} name=${status.name} label=${t("manage.nameOf", { name: status.name })} off=${!mayChange} onSave=${(/** @type {string} */ name) => change(status, { name })} />
        <select class="input role" aria-label=${t("manage.typeOf", { name: status.name })} value=${status.type} disabled=${!mayChange || status.built_in}
          onChange=${(/** @type {any} */ event) => change(status, { type: event.currentTarget.value })}>
          ${TYPES.map((type) => html`<option value=${type}>${wordOf(type)}</option>`)}
        </select>
        ${mayChange && html`<${Movers} id=${`status-${status.id}`} name=${status.name} at=${index} last=${list.length - 1} onMove=${(/** @type {number} */ by) => move(index, by)} />`}
        ${may("delete_status") && !status.built_in && html`<${Delete} name=${status.name} onDelete=${() => ask(status)} />`}
      </li>`)}
    </ul>`}`;
}
