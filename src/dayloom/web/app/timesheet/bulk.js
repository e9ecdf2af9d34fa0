// What can be done with several entries at once.

import { html } from "../vendor/preact.js";
import * as store from "../store/entries.js";
import { tagIds } from "../store/tasks.js";
import { duration } from "../time/format.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import { Pick, findProjects, findTags, findTasks } from "./fields.js";
import { tracked } from "./times.js";

/** @param {{of: import("../store/entries-week.js").Entry[], onDone: () => void}} props */
export function Bulk({ of, onDone }) {
  const withTag = async (/** @type {string} */ name) => {
    const ids = name ? await tagIds([name]) : null;
    if (ids) await store.tagAll(of, { id: ids[0], name });
  };
  const drop = async () => {
    onDone();
    await store.drop(of);
  };
  const billable = (/** @type {boolean} */ on) => store.saveAll(of, { billable: on });
  return html`<section class="entries-bar" aria-label=${t("entries.selected", { count: String(of.length) })}>
    <b>${t("entries.selected", { count: String(of.length) })} · ${duration(tracked(of))}</b>
    <${Pick} id="bulk-task" kind="chip" label=${t("entries.setTask")} find=${findTasks(true)} onChoose=${(/** @type {any} */ offer) => store.saveAll(of, { task_id: offer.id || null }, { task: offer.of, project: offer.of?.project ?? null })}>${t("entries.task")}<//>
    <${Pick} id="bulk-project" kind="chip" label=${t("entries.setProject")} find=${findProjects(true)} onChoose=${(/** @type {any} */ offer) => store.saveAll(of, { project_id: offer.id || null }, offer.of ? { project: offer.of } : {})}>${t("panel.project")}<//>
    <${Pick} id="bulk-tag" kind="chip" label=${t("entries.addTag")} find=${findTags} onWords=${withTag} onChoose=${(/** @type {any} */ offer) => store.tagAll(of, offer.of)}>${t("entries.tag")}<//>
    <button class="chip" onClick=${() => billable(true)}>${t("entries.billable")}</button>
    <button class="chip" onClick=${() => billable(false)}>${t("entries.unbillable")}</button>
    <button class="danger" onClick=${drop}>${t("entries.delete")}</button>
    <button class="icon-button" aria-label=${t("entries.selectNone")} title=${t("entries.selectNone")} onClick=${onDone}><${Icon} name="close" /></button>
  </section>`;
}
