// One's own plan as a calendar that other programs read: its secret address is shown once, when it is made or renewed.

import { html, useSignal } from "../vendor/preact.js";
import { get, post, remove } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import { confirm } from "../ui/dialog.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { Secret } from "./secret.js";
import { dayOf } from "./when.js";

const path = () => `${here.value}/calendar-feed`;

/** The box. */
export function Feed() {
  const tracked = useSignal(false);
  const made = useSignal(/** @type {any} */ (null));
  const { found, again, unread, busy } = useShown([], async () => {
    const feed = await get(path());
    if (feed) tracked.value = feed.tracked;
    return { feed };
  }, [here.value]);
  const renew = async () => {
    try {
      made.value = await post(path(), { tracked: tracked.value });
    } catch (error) {
      tellError(error);
    }
    again();
  };
  const end = async () => {
    try {
      await remove(path());
      made.value = null;
    } catch (error) {
      tellError(error);
    }
    again();
  };
  const askRenew = () => confirm({ title: t("settings.feed.renew"), text: t("settings.feed.renew.text"), word: t("settings.feed.renew"), act: renew });
  const askEnd = () => confirm({ title: t("settings.feed.end"), text: t("settings.feed.end.text"), word: t("settings.feed.end"), danger: true, act: end });
  const feed = found.value?.feed; // null: there is none
  return html`<section class="box" aria-busy=${busy}>
    ${unread}
    <h2>${t("settings.feed")}</h2>
    <p class="hint">${t("settings.feed.hint")}</p>
    ${made.value && html`<${Secret} key=${made.value.url} label=${t("settings.feed.address")} value=${made.value.url} hint=${t("settings.feed.once")} />`}
    ${feed && !made.value && html`<p>${t("settings.feed.since", { day: dayOf(feed.created_at) })}</p>`}
    <label class="check"><input type="checkbox" checked=${tracked.value} onChange=${(/** @type {any} */ event) => (tracked.value = event.currentTarget.checked)} />${feed ? t("settings.feed.tracked.next") : t("settings.feed.tracked")}</label>
    <div class="chips">
      ${feed === null && html`<button class="primary" onClick=${renew}>${t("settings.feed.make")}</button>`}
      ${feed && html`<button class="plain" onClick=${askRenew}>${t("settings.feed.renew")}</button><button class="plain" onClick=${askEnd}>${t("settings.feed.end")}</button>`}
    </div>
  </section>`;
}
