// What entries are edited with besides fields: a word that becomes a box to find, and what it finds.

import { html, useLayoutEffect, useRef, useSignal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { here, workspace } from "../store/session.js";
import { projects } from "../store/tasks.js";
import { paint } from "../ui/colour.js";
import { Combo } from "../ui/combo.js";
import { t } from "../words/words.js";

/**
 * A button that becomes a box to type in and find.
 * @param {{id: string, label: string, kind?: string, find: (words: string) => any, onChoose: (offer: import("../ui/combo.js").Offer) => unknown,
 *   onWords?: (words: string) => unknown, children?: any}} props
 */
export function Pick({ id, label, kind = "pick", find, onChoose, onWords, children }) {
  const open = useSignal(false);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const touched = useRef(false);
  useLayoutEffect(() => {
    /** @type {HTMLElement | null | undefined} */ const inside = place.current?.querySelector(open.value ? "input" : "button");
    if (touched.current) inside?.focus();
    touched.current = open.value;
  }, [open.value]);
  const shut = (back = true) => {
    touched.current = back;
    open.value = false;
  };
  const choosing = (/** @type {(found: any) => unknown} */ act) => (/** @type {any} */ found) => {
    shut();
    act(found);
  };
  const show = () => {
    touched.current = true;
    open.value = true;
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    shut();
  };
  const onFocusOut = (/** @type {any} */ event) => {
    // A part that is taken away while it has the focus loses it as well.
    if (open.value && event.target.tagName === "INPUT" && !event.currentTarget.contains(event.relatedTarget)) shut(false);
  };
  return html`<span class="pick-place" ref=${place} onKeyDownCapture=${open.value ? onKeyDown : undefined} onFocusOut=${open.value ? onFocusOut : undefined}>
    ${open.value
      ? html`<${Combo} id=${id} label=${label} open find=${find} onChoose=${choosing(onChoose)} onWords=${onWords && choosing(onWords)} />`
      : html`<button class=${kind} aria-label=${label} onClick=${show}>${children}</button>`}
  </span>`;
}

const MOST = 8;

/** Open tasks that fit, the ones last worked on first; 0 stands for none. @param {boolean} [none] */
export const findTasks = (none = false) => async (/** @type {string} */ words) => {
  const query = { state: "active", per_page: MOST, disable_aggregations: true };
  const how = words ? { name: words, order_by: "relevance" } : { order_by: "-last_activity" };
  const { data } = await get(`${here.value}/tasks`, { ...query, ...how });
  const found = data.map((/** @type {any} */ task) => ({ id: task.id, name: task.name, of: task, paint: paint(task.project) }));
  return none && !words ? [{ id: 0, name: t("timer.noTask"), of: null }, ...found] : found;
};

/** Projects that fit. @param {boolean} [none] */
export const findProjects = (none = false) => (/** @type {string} */ words) => {
  const wanted = words.toLowerCase();
  const found = projects.value
    .filter((one) => one.name.toLowerCase().includes(wanted))
    .slice(0, MOST)
    .map((one) => ({ id: one.id, name: one.name, of: one, paint: paint(one) }));
  return none && !words ? [{ id: 0, name: t("nav.noProject"), of: null }, ...found] : found;
};

/** Tags that fit. @param {string} words */
export async function findTags(words) {
  const { data } = await get(`${workspace.value}/tags`, { name: words || undefined, per_page: MOST });
  return data.map((/** @type {any} */ tag) => ({ id: tag.id, name: tag.name, of: tag }));
}
