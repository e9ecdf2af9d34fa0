// Clients and tags: whom work is done for, and what it is marked with. Both are a list of names, with little beside.

import { html, useSignal } from "../vendor/preact.js";
import { patch, post, put, remove } from "../api/client.js";
import { refine } from "../store/place.js";
import { here, workspace } from "../store/session.js";
import { tell } from "../store/notes.js";
import { confirm } from "../ui/dialog.js";
import { useReading, useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { attempt, changed, pages } from "./doing.js";
import { AddBox, Delete, NameBox } from "./names.js";

/** So many pages of projects are counted at most. */
const COUNTED = 5;
/** What was changed of a record since the list was read: the next change brings it along. @type {WeakMap<any, Record<string, unknown>>} */
const sinceRead = new WeakMap();

/**
 * What can be done with the records of a list; `kept` are the fields that a PUT has to bring along.
 * @param {string} path @param {string[]} kept
 */
function verbs(path, kept) {
  const at = (/** @type {any} */ one) => `${path}/${one.id}`;
  const whole = (/** @type {any} */ one) => put(at(one), { name: one.name, ...Object.fromEntries(kept.map((name) => [name, one[name]])) });
  return {
    add: (/** @type {string} */ name) => {
      /** @type {any} */
      let made;
      return attempt(async () => (made = await post(path, { name })), [() => remove(at(made)), t("did.added", { name })]);
    },
    change: async (/** @type {any} */ one, /** @type {Record<string, unknown>} */ other) => {
      const meant = sinceRead.get(one) ?? {};
      const before = { ...one, ...meant };
      sinceRead.set(one, { ...meant, ...other });
      const done = await attempt(() => whole({ ...before, ...other }), [() => whole(before), changed(before, other)]);
      if (!done) sinceRead.set(one, meant);
      return done;
    },
    drop: async (/** @type {any} */ one) => {
      if (await attempt(() => remove(at(one)), [() => patch(`${at(one)}/restore`), t("did.deleted", { name: one.name })])) tell(t("manage.did.delete", { name: one.name }));
    },
  };
}

/**
 * @param {{kind: string, path: string, kept: string[], words: Record<"add" | "none" | "gone", import("../words/words.js").Word>,
 *   rights: Record<"add" | "change" | "remove", boolean>, beside?: (one: any, change: (other: Record<string, unknown>) => void) => any}} props
 */
function List({ kind, path, kept, words, rights, beside }) {
  const count = useSignal(1);
  const { found, again, unread } = useShown([kind], () => pages(path, { order_by: "name" }, count.value), [path, count.value]);
  const { add, change, drop } = verbs(path, kept);
  const then = async (/** @type {Promise<boolean>} */ doing) => {
    const done = await doing;
    if (done) again();
    return done;
  };
  const ask = (/** @type {any} */ one) =>
    confirm({ title: t("manage.deleteTitle", { name: one.name }), text: t(words.gone), word: t("manage.delete"), danger: true, act: () => then(drop(one).then(() => true)) });
  const list = found.value;
  return html`${rights.add && html`<${AddBox} label=${t(words.add)} onAdd=${(/** @type {string} */ name) => then(add(name))} />`}
    ${unread}
    ${list && !list.data.length && html`<p class="empty">${t(words.none)}</p>`}
    ${list && list.data.length > 0 && html`<ul class="box rows">
      ${list.data.map((one) => html`<li key=${one.id} class="row">
        <${NameBox} name=${one.name} label=${t("manage.nameOf", { name: one.name })} off=${!rights.change} onSave=${(/** @type {string} */ name) => then(change(one, { name }))} />
        ${beside?.(one, (other) => then(change(one, other)))}
        ${rights.remove && html`<${Delete} name=${one.name} onDelete=${() => ask(one)} />`}
      </li>`)}
    </ul>`}
    ${list && list.total > list.data.length && html`<button class="plain" onClick=${() => (count.value += 1)}>${t("list.more")}</button>`}`;
}

/** How many projects each client has; null where there are too many to count. */
async function projectsByClient() {
  const path = `${here.value}/projects`;
  const first = await pages(path, { archived: false });
  const all = first.total > first.data.length ? await pages(path, { archived: false }, COUNTED) : first;
  if (all.total > all.data.length) return null;
  const counts = new Map();
  for (const { client } of all.data) if (client) counts.set(client.id, (counts.get(client.id) ?? 0) + 1);
  return counts;
}

/** @typedef {{may: (name: string) => boolean}} Tab */

/** The clients. @param {Tab} props */
export function Clients({ may }) {
  const counts = useReading(["project"], projectsByClient, [here.value]).found.value;
  const rights = { add: may("create_client"), change: may("rename_client"), remove: may("delete_client") };
  const words = /** @type {const} */ ({ add: "manage.addClient", none: "manage.noClients", gone: "manage.deleteClient" });
  const beside = (/** @type {any} */ one) =>
    counts?.has(one.id) && html`<button class="plain" onClick=${() => refine({ tab: null, client: String(one.id) })}>${t("manage.projectCount", { count: counts.get(one.id) })}</button>`;
  return html`<${List} kind="client" path=${`${workspace.value}/clients`} kept=${["currency"]} words=${words} rights=${rights} beside=${beside} />`;
}

/** What a tag without a colour shows. */
const GREY = "#8b847a";

/** The tags. @param {Tab} props */
export function Tags({ may }) {
  const rights = { add: may("create_tags"), change: may("update_tags"), remove: may("delete_tags") };
  const words = /** @type {const} */ ({ add: "manage.addTag", none: "manage.noTags", gone: "manage.deleteTag" });
  const beside = (/** @type {any} */ one, /** @type {(other: Record<string, unknown>) => void} */ change) =>
    html`<input type="color" class="swatch-box" disabled=${!rights.change} aria-label=${t("manage.colourOf", { name: one.name })} value=${one.color ?? GREY}
      onChange=${(/** @type {any} */ event) => change({ color: event.currentTarget.value })} />`;
  return html`<${List} kind="tag" path=${`${workspace.value}/tags`} kept=${["color"]} words=${words} rights=${rights} beside=${beside} />`;
}
