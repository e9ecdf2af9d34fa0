// Saved views: what the report is asked for, kept under a name, to be chosen, renamed and deleted.

import { html, useSignal } from "../vendor/preact.js";
import { get, patch, post, remove } from "../api/client.js";
import { tell, tellError } from "../store/notes.js";
import { go, query } from "../store/place.js";
import { workspace } from "../store/session.js";
import { remember, undo } from "../store/undo.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icons.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { KINDS } from "./asked.js";

const PARTS = ["span", "from", "to", "tab", "by", "sort", ...KINDS];
const path = () => `${workspace.value}/saved-views`;

/** The parts of an address that a view keeps; a week or month is the one that is then. @param {Record<string, unknown>} asked */
const kept = (asked) => /** @type {Record<string, string>} */ (Object.fromEntries(PARTS.filter((part) => typeof asked[part] === "string").map((part) => [part, asked[part]])));

/** Does it, and says whether it was taken. @param {() => Promise<unknown>} act */
async function tried(act) {
  try {
    await act();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** @param {{view: any, again: () => Promise<void>, onChoose: () => void}} props */
function View({ view, again, onChoose }) {
  const name = useSignal(/** @type {string | null} */ (null));
  const choose = () => {
    go("reports", kept(view.params));
    onChoose();
  };
  const rename = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const to = name.value?.trim();
    if (to && to !== view.name) {
      if (!(await tried(() => patch(`${path()}/${view.id}`, { name: to })))) return;
      remember(async () => {
        await patch(`${path()}/${view.id}`, { name: view.name });
        await again();
      }, t("did.renamed", { name: view.name }));
      await again();
    }
    name.value = null;
  };
  const drop = async () => {
    if (!(await tried(() => remove(`${path()}/${view.id}`)))) return;
    const revert = async () => {
      await post(path(), { name: view.name, type: view.type, params: view.params });
      await again();
    };
    remember(revert, t("did.deleted", { name: view.name }));
    tell(t("report.viewDeleted", { name: view.name }), { undo: () => undo(revert) });
    await again();
  };
  if (name.value !== null) {
    return html`<li><form class="view-name" onSubmit=${rename}>
      <input class="input" aria-label=${t("report.viewName")} dir="auto" maxlength="255" value=${name.value} onInput=${(/** @type {any} */ event) => (name.value = event.currentTarget.value)} />
      <button class="primary">${t("report.viewSave")}</button>
      <button type="button" class="plain" onClick=${() => (name.value = null)}>${t("dialog.cancel")}</button>
    </form></li>`;
  }
  return html`<li class="view">
    <button class="view-choose" dir="auto" onClick=${choose}>${view.name}</button>
    <button class="plain" aria-label=${t("report.renameView", { name: view.name })} onClick=${() => (name.value = view.name)}>${t("report.rename")}</button>
    <button class="icon-button" aria-label=${t("report.deleteView", { name: view.name })} onClick=${drop}><${Icon} name="close" /></button>
  </li>`;
}

/** @param {{onClose: () => void}} props */
function Views({ onClose }) {
  const name = useSignal("");
  const read = async () => (await get(path())).filter((/** @type {any} */ view) => /^reports\.(summary|detailed)$/.test(view.type));
  const { found, again, unread } = useShown([], read, [workspace.value]);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const type = query.value.tab === "entries" ? "reports.detailed" : "reports.summary";
    const called = name.value.trim();
    if (!called) return;
    let made = 0;
    const taken = await tried(async () => (made = (await post(path(), { name: called, type, params: kept(query.value) })).id));
    if (!taken) return;
    remember(async () => {
      await remove(`${path()}/${made}`);
      await again();
    }, t("did.added", { name: called }));
    name.value = "";
    await again();
  };
  return html`<${Dialog} title=${t("report.views")} onClose=${onClose}>
    ${unread}
    ${found.value?.length === 0 && html`<p>${t("report.noViews")}</p>`}
    <ul class="views">${found.value?.map((/** @type {any} */ view) => html`<${View} key=${view.id} view=${view} again=${again} onChoose=${onClose} />`)}</ul>
    <form onSubmit=${save}>
      <label class="field">${t("report.saveAs")}
        <input dir="auto" maxlength="255" value=${name.value} onInput=${(/** @type {any} */ event) => (name.value = event.currentTarget.value)} />
      </label>
      <div class="actions"><button class="primary" disabled=${!name.value.trim()}>${t("report.viewSave")}</button></div>
    </form>
  <//>`;
}

/** The button that leads to them. */
export function SavedViews() {
  const shown = useSignal(false);
  return html`<button class="plain" onClick=${() => (shown.value = true)}>${t("report.views")}</button>
    ${shown.value && html`<${Views} onClose=${() => (shown.value = false)} />`}`;
}
