// The browsers that one is signed in with: which they are, and signing them out from here.

import { html } from "../vendor/preact.js";
import { get, remove } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { deviceOf } from "./device.js";
import { agoOf, dayOf } from "./when.js";

/** The server notes a use once an hour: anything finer would be made up. */
const COARSE = 60 * 60 * 1000;

const usedOf = (/** @type {any} */ session) =>
  Date.now() - Date.parse(session.last_used_at) < COARSE ? t("settings.session.justUsed") : t("settings.session.used", { ago: agoOf(session.last_used_at) });

/** @param {{session: any, onEnd: () => void}} props */
function Row({ session, onEnd }) {
  const name = deviceOf(session.user_agent);
  const facts = [session.current ? t("settings.session.here") : usedOf(session), t("settings.session.since", { day: dayOf(session.created_at) })];
  return html`<li class="session">
    <p><b dir="auto">${name}</b><small>${facts.join(", ")}</small></p>
    ${!session.current && html`<button class="plain" aria-label=${t("settings.session.end.title", { name })} onClick=${onEnd}>${t("settings.session.end")}</button>`}
  </li>`;
}

/** This browser first, then as they were used. @param {any[]} sessions */
const inOrder = (sessions) =>
  [...sessions].sort((one, other) => Number(other.current) - Number(one.current) || other.last_used_at.localeCompare(one.last_used_at));

/** The tab. */
export function Sessions() {
  const { found, again, unread, busy } = useShown([], () => get("/sessions"), []);
  const end = async (/** @type {string} */ path, /** @type {(session: any) => boolean} */ stays) => {
    found.value = found.value?.filter(stays);
    try {
      await remove(path);
    } catch (error) {
      tellError(error);
    }
    await again();
  };
  const sessions = inOrder(found.value ?? []);
  return html`<section class="box" aria-busy=${busy}>
    ${unread}
    <div class="box-bar">
      <h2>${t("settings.sessions")}</h2>
      ${sessions.length > 1 && html`<button class="plain" onClick=${() => end("/sessions", (one) => one.current)}>${t("settings.session.endOthers")}</button>`}
    </div>
    <p class="hint">${t("settings.sessions.hint")}</p>
    <ul>
      ${sessions.map((one) => html`<${Row} key=${one.id} session=${one} onEnd=${() => end(`/sessions/${one.id}`, (other) => other.id !== one.id)} />`)}
    </ul>
  </section>`;
}
