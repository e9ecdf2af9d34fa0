// API keys, with which programs act as oneself: made, shown once, ended.

import { html, useSignal } from "../vendor/preact.js";
import { get, post, remove } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { confirm } from "../ui/dialog.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { Secret } from "./secret.js";
import { dayOf, momentOf } from "./when.js";

/** @param {{onMade: (key: any) => void}} props */
function Make({ onMade }) {
  const name = useSignal("");
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!name.value.trim()) return;
    try {
      onMade(await post("/api-keys", { name: name.value.trim() }));
      name.value = "";
    } catch (error) {
      tellError(error);
    }
  };
  return html`<form class="line" onSubmit=${make}>
    <label class="field">
      ${t("settings.key.name")}
      <input dir="auto" required maxlength="255" placeholder=${t("settings.key.example")} value=${name.value} onInput=${(/** @type {any} */ event) => (name.value = event.currentTarget.value)} />
    </label>
    <button class="primary">${t("settings.key.make")}</button>
  </form>`;
}

/** @param {{keys: any[], onEnd: (key: any) => void}} props */
function Table({ keys, onEnd }) {
  const end = (/** @type {any} */ key) =>
    confirm({ title: t("settings.key.end.title", { name: key.name }), text: t("settings.key.end.text"), word: t("settings.key.end"), danger: true, act: () => onEnd(key) });
  return html`<div class="scroll-x"><table class="table">
    <thead><tr><th scope="col">${t("settings.name")}</th><th scope="col">${t("settings.made")}</th><th scope="col">${t("settings.used")}</th><th><span class="unseen">${t("settings.key.end")}</span></th></tr></thead>
    <tbody>
      ${keys.map(
        (key) => html`<tr key=${key.id}>
          <td dir="auto">${key.name}${key.expires_at && html`<br /><small>${t("settings.key.until", { day: dayOf(key.expires_at) })}</small>`}</td>
          <td>${dayOf(key.created_at)}</td>
          <td>${key.last_used_at ? momentOf(key.last_used_at) : t("settings.never")}</td>
          <td class="number"><button class="plain" aria-label=${t("settings.key.end.title", { name: key.name })} onClick=${() => end(key)}>${t("settings.key.end")}</button></td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

/** The tab. */
export function Keys() {
  const made = useSignal(/** @type {any} */ (null));
  const { found, again, unread, busy } = useShown([], () => get("/api-keys"), []);
  const onMade = (/** @type {any} */ key) => {
    made.value = key;
    again();
  };
  const end = async (/** @type {any} */ key) => {
    const before = found.value;
    found.value = before?.filter((/** @type {any} */ one) => one.id !== key.id);
    if (made.value?.id === key.id) made.value = null;
    try {
      await remove(`/api-keys/${key.id}`);
    } catch (error) {
      found.value = before;
      tellError(error);
    }
  };
  const keys = [...(found.value ?? [])].reverse();
  return html`<section class="box" aria-busy=${busy}>
    ${unread}
    <h2>${t("settings.keys")}</h2>
    <p class="hint">${t("settings.keys.hint")}</p>
    <${Make} onMade=${onMade} />
    ${made.value && html`<${Secret} key=${made.value.id} label=${t("settings.key.text", { name: made.value.name })} value=${made.value.api_key} hint=${t("settings.key.once")} />`}
    ${found.value && (keys.length ? html`<${Table} keys=${keys} onEnd=${end} />` : html`<p class="empty">${t("settings.keys.empty")}</p>`)}
  </section>`;
}
