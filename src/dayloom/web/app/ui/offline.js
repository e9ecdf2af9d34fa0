// A bar on top while the server is not reached or something is not saved, and the list of what the server refused.

import { html, useSignal } from "../vendor/preact.js";
import { reached } from "../api/reach.js";
import { change, drop, refused, waiting } from "../api/waiting.js";
import { readAll } from "../store/live.js";
import { t } from "../words/words.js";
import { Dialog } from "./dialog.js";

/** What it was, in a person's words. @param {import("../api/waiting.js").Write} write */
function said({ method, path, body, task }) {
  const kind = /\/tracking\//.test(path) ? "timer" : /\/time-blocks/.test(path) ? "block" : /\/time-entries/.test(path) ? "entry" : "task";
  const deed = method === "POST" ? "new" : method === "DELETE" ? "gone" : "changed";
  const name = body?.name ?? task?.name ?? body?.description ?? "";
  return [t(`unsaved.${kind}`), t(`unsaved.${deed}`), name].filter(Boolean).join(" · ");
}

function Unsaved({ onClose }) {
  const discard = async (/** @type {any} */ write) => {
    await drop(write);
    readAll();
  };
  return html`<${Dialog} title=${t("unsaved.title")} onClose=${onClose}>
    <ul class="unsaved">
      ${refused().map(
        (write) => html`<li key=${write.number}>
          <strong dir="auto">${said(write)}</strong>
          <span dir="auto">${write.problem}</span>
          <span class="actions">
            <button class="plain" onClick=${() => discard(write)}>${t("unsaved.discard")}</button>
            <button class="primary" onClick=${() => change({ ...write, problem: undefined })}>${t("app.again")}</button>
          </span>
        </li>`,
      )}
    </ul>
    ${!refused().length && html`<p>${t("unsaved.none")}</p>`}
  <//>`;
}

/** Its place. */
export function Offline() {
  const shown = useSignal(false);
  const [waits, bad] = [waiting().length, refused().length];
  const list = shown.value && html`<${Unsaved} onClose=${() => (shown.value = false)} />`;
  if (reached.value && !bad) return list || null;
  return html`<div class="offline" role="status">
      ${!reached.value && html`<span>${t("app.offline")}</span>`}
      ${!reached.value && waits > 0 && html`<span>${t("unsaved.waiting", { count: waits })}</span>`}
      ${bad > 0 && html`<span>${t("unsaved.refused", { count: bad })}</span>
      <button class="plain" onClick=${() => (shown.value = true)}>${t("unsaved.show")}</button>`}
    </div>
    ${list}`;
}
