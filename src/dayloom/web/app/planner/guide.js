// The first steps in an empty workspace, each ticked as it is done; gone for good when all are, or when it is closed.

import { effect, html } from "../vendor/preact.js";
import { blocks, entries, ready } from "../store/calendar.js";
import { go } from "../store/place.js";
import { guide } from "../store/preferences.js";
import { loaded, total } from "../store/tasks.js";
import { running } from "../store/timer.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";

effect(() => {
  if (guide.value || !ready.value || !loaded.value) return;
  const empty = !total.value && !blocks.value.size && !entries.value.size && !running.value;
  guide.value = empty ? "open" : "done";
});

function Step({ done, word, children }) {
  return html`<li class=${done ? "done" : ""}>
    <span class="tick" aria-hidden="true">${done && html`<${Icon} name="check" size=${12} />`}</span>
    <span>${t(word)}${done && html`<span class="unseen"> (${t("guide.done")})</span>`}${!done && children}</span>
  </li>`;
}

/** The steps, while they are open. */
export function Guide() {
  if (guide.value !== "open") return null;
  const planned = blocks.value.size > 0;
  const tracked = entries.value.size > 0 || running.value !== null;
  const added = planned || total.value > 0;
  const close = () => (guide.value = "done");
  return html`<section class="guide" aria-label=${t("guide.title")}>
    <header><h2>${t("guide.title")}</h2><button class="icon-button" aria-label=${t("dialog.close")} onClick=${close}><${Icon} name="close" /></button></header>
    <ol>
      <${Step} done=${added} word="guide.add"><small>${t("guide.add.how")}</small><//>
      <${Step} done=${planned} word="guide.plan"><small>${t("guide.plan.how")}</small><//>
      <${Step} done=${tracked} word="guide.track"><small>${t("guide.track.how")}</small><//>
    </ol>
    ${added && planned && tracked
      ? html`<button class="primary" onClick=${() => (close(), go("reports"))}>${t("guide.see")}</button>`
      : html`<button class="plain" onClick=${() => go("inbox")}>${t("guide.list")}</button>`}
  </section>`;
}
