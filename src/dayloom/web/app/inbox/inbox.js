// What is called "Capture": a list, one's own words or a picture become tasks, which are looked at before anything is saved.

import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { announce } from "../store/notes.js";
import { query, refine } from "../store/place.js";
import { sideways } from "../ui/direction.js";
import { t } from "../words/words.js";
import * as store from "./draft.js";
import { Picture, takePicture } from "./picture.js";
import { Review } from "./review.js";

/** @typedef {store.Way} Way */
const WAYS = /** @type {const} */ (["list", "prompt", "picture"]);
const LONGEST = 100_000;

const wayOf = () => WAYS.find((one) => one === query.value.way) ?? "list";
const show = (/** @type {Way} */ way) => {
  store.problem.value = "";
  refine({ way: way === "list" ? null : way });
};

function Ways({ way }) {
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = sideways(event);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = WAYS[(WAYS.indexOf(way) + step + WAYS.length) % WAYS.length];
    show(next);
    document.getElementById(`inbox-tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${t("inbox.ways")} onKeyDown=${onKeyDown}>
    ${WAYS.map(
      (one) => html`<button
        id=${`inbox-tab-${one}`}
        role="tab"
        aria-selected=${way === one}
        aria-controls="inbox-way"
        tabindex=${way === one ? 0 : -1}
        onClick=${() => show(one)}
      >${t(`inbox.${one}`)}</button>`,
    )}
  </div>`;
}

function Words({ way, go }) {
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
  };
  return html`<label class="field">${t(`inbox.${/** @type {"list"} */ (way)}.label`)}
    <textarea
      rows=${way === "list" ? 9 : 4}
      dir="auto"
      aria-describedby="inbox-hint"
      maxlength=${LONGEST}
      placeholder=${t(`inbox.${/** @type {"list"} */ (way)}.example`)}
      value=${store.draft.value[/** @type {"list"} */ (way)]}
      onInput=${(/** @type {any} */ event) => store.change({ [way]: event.currentTarget.value })}
      onKeyDown=${onKeyDown}
    ></textarea>
  </label>
  <small id="inbox-hint">${t("inbox.hint")}</small>`;
}

/** The page. */
export function Inbox() {
  const way = wayOf();
  const found = useRef(/** @type {HTMLElement | null} */ (null));
  const go = async () => {
    if (!(await store.read(wayOf()))) return;
    announce(t("inbox.found"));
    requestAnimationFrame(() => found.current?.focus());
  };
  const take = (/** @type {File} */ file) => {
    show("picture");
    if (takePicture(file)) go();
  };
  useLayoutEffect(() => {
    const onPaste = (/** @type {ClipboardEvent} */ event) => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      take(file);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, []);
  const onDrop = (/** @type {DragEvent} */ event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  };
  const busy = store.reading.value;
  const empty = way === "picture" ? !store.picture.value : !store.draft.value[way].trim();
  return html`<main
    class="page inbox"
    id="planner"
    tabindex="-1"
    aria-label=${t("nav.inbox")}
    onDragOver=${(/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") && event.preventDefault()}
    onDrop=${onDrop}
  >
    <div class="page-bar"><h1>${t("nav.inbox")}</h1></div>
    <p class="inbox-what">${t("inbox.what")}</p>
    <${Ways} way=${way} />
    <div class="box inbox-way" id="inbox-way" role="tabpanel" aria-labelledby=${`inbox-tab-${way}`} aria-busy=${Boolean(busy)}>
      ${way === "picture" ? html`<${Picture} take=${take} />` : html`<${Words} key=${way} way=${way} go=${go} />`}
      ${store.problem.value && html`<p class="problem" role="alert">${store.problem.value}</p>`}
      <div class="actions">
        ${busy && html`<button class="plain" onClick=${() => busy.abort()}>${t("dialog.cancel")}</button>`}
        <button class="primary" disabled=${Boolean(busy) || empty} onClick=${go}>${t(busy ? "inbox.reading" : "inbox.read")}</button>
      </div>
    </div>
    ${store.draft.value.rows.length > 0 && html`<${Review} box=${found} way=${way} />`}
  </main>`;
}
