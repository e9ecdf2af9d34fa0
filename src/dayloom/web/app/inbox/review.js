// The tasks that were read, each to be changed or left out, before they are added together.

import { html, useLayoutEffect, useSignal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { here, zone } from "../store/session.js";
import { shortDate } from "../time/format.js";
import { parse } from "../time/recurrence.js";
import { inWords } from "../time/recurring.js";
import { paint } from "../ui/colour.js";
import { Combo } from "../ui/combo.js";
import { Icon } from "../ui/icons.js";
import { t } from "../words/words.js";
import * as store from "./draft.js";

const PRIORITIES = /** @type {const} */ (["none", "low", "medium", "high"]);
const ENGINES = /** @type {const} */ ({ rules: "inbox.engine.rules", llm: "inbox.engine.llm", "ocr+rules": "inbox.engine.ocr" });

async function findProjects(/** @type {string} */ words) {
  const { data } = await get(`${here.value}/projects`, { name: words || undefined, order_by: "name", per_page: 20 });
  return [{ id: 0, name: t("nav.noProject"), of: null }, ...data.map((/** @type {any} */ one) => ({ id: one.id, name: one.name, of: one, paint: paint(one) }))];
}

/** A project, which turns into a box to type in. */
function Project({ row, place }) {
  const open = useSignal(false);
  const id = `inbox-project-${place}`;
  useLayoutEffect(() => {
    if (open.value) document.getElementById(id)?.focus();
  }, [open.value]);
  const choose = (/** @type {any} */ offer) => {
    open.value = false;
    store.edit(place, { project: offer.of });
    requestAnimationFrame(() => document.getElementById(`${id}-chip`)?.focus());
  };
  const onFocusOut = () => (open.value = false);
  const label = `${t("panel.project")}: ${row.name}`;
  if (open.value) return html`<span class="cell-project" onFocusOut=${onFocusOut}><${Combo} id=${id} label=${label} placeholder=${t("panel.project")} find=${findProjects} onChoose=${choose} open=${true} /></span>`;
  const name = row.project?.name ?? t("nav.noProject");
  return html`<button id=${`${id}-chip`} class="chip cell-project" aria-label=${`${label}: ${name}`} onClick=${() => (open.value = true)}>
    <i class="dot" style=${paint(row.project)}></i><span dir="auto">${name}</span>
  </button>`;
}

/** A day to be due on takes the beginning along where both were one day, or where it would come after. */
function dated(/** @type {store.Row} */ row, /** @type {string | null} */ end) {
  const start = row.start === row.end || (end && row.start && row.start > end) ? end : row.start;
  return { end, start };
}

function Row({ row, place, rows }) {
  const set = (/** @type {keyof store.Row} */ name) => (/** @type {any} */ event) => store.edit(place, { [name]: event.currentTarget.value });
  const of = (/** @type {import("../words/words.js").Word} */ word) => `${t(word)}: ${row.name}`;
  const indent = Math.min(5, store.depth(rows, place));
  return html`<li class=${row.on ? "" : "off"} style=${{ "--indent": String(indent) }} data-depth=${indent}>
    <input type="checkbox" aria-label=${of("inbox.take")} checked=${row.on} onChange=${() => store.edit(place, { on: !row.on })} />
    <div class="cell-name">
      <input class="input" dir="auto" maxlength="500" aria-label=${`${t("inbox.name")} ${place + 1}`} value=${row.name} onInput=${set("name")} />
      ${row.rrule &&
      html`<span class="chip">${inWords(parse(row.rrule, zone.value))}
        <button class="drop-rule" aria-label=${t("inbox.noRecurrence", { name: row.name })} onClick=${() => store.edit(place, { rrule: null })}><${Icon} name="close" size=${12} /></button>
      </span>`}
      ${row.start && row.start !== row.end && html`<span class="chip">${t("inbox.from", { day: shortDate(row.start) })}</span>`}
      ${store.unknown(row.name).map(({ word, kind }) => html`<small dir="auto">${t(`quick.no.${kind}`, { word })}</small>`)}
      ${row.read.notes && html`<small dir="auto">${row.read.notes}</small>`}
    </div>
    <${Project} row=${row} place=${place} />
    <input class="input cell-due" type="date" aria-label=${of("inbox.due")} value=${row.end ?? ""} onChange=${(/** @type {any} */ event) => store.edit(place, dated(row, event.currentTarget.value || null))} />
    <input class="input cell-minutes" inputmode="numeric" maxlength="6" placeholder=${t("inbox.minutes")} aria-label=${of("inbox.minutes")} value=${row.minutes} onInput=${set("minutes")} />
    <select class="input cell-priority" aria-label=${of("panel.priority")} value=${row.priority} onChange=${set("priority")}>
      ${PRIORITIES.map((one) => html`<option value=${one}>${t(`priority.${one}`)}</option>`)}
    </select>
    <input class="input cell-tags" dir="auto" placeholder=${t("inbox.tags")} aria-label=${of("inbox.tags")} value=${row.tags} onInput=${set("tags")} />
  </li>`;
}

/** The list. @param {{box: any, way: store.Way}} props */
export function Review({ box, way }) {
  const saving = useSignal(false);
  const { rows, engine } = store.draft.value;
  const count = rows.filter((row) => row.on).length;
  const all = count === rows.length;
  const add = async () => {
    saving.value = true;
    if (await store.add(way)) document.getElementById("planner")?.focus();
    saving.value = false;
  };
  const said = ENGINES[/** @type {"rules"} */ (engine)];
  return html`<section class="box review" aria-labelledby="review-title">
    <div class="page-bar">
      <h2 id="review-title" ref=${box} tabindex="-1">${t("inbox.found")}</h2>
      ${said && html`<small>${t(said)}</small>`}
    </div>
    <div class="review-head" aria-hidden="true">
      <span></span><span>${t("inbox.name")}</span><span>${t("panel.project")}</span><span>${t("inbox.due")}</span><span>${t("inbox.minutes")}</span><span>${t("panel.priority")}</span><span>${t("inbox.tags")}</span>
    </div>
    <ul aria-labelledby="review-title">${rows.map((row, place) => html`<${Row} key=${place} row=${row} place=${place} rows=${rows} />`)}</ul>
    <div class="actions">
      <button class="plain" onClick=${() => store.change({ rows: rows.map((row) => ({ ...row, on: !all })) })}>${t(all ? "inbox.none" : "inbox.all")}</button>
      <button class="plain" onClick=${() => store.change({ rows: [], engine: "" })}>${t("inbox.discard")}</button>
      <button class="primary" disabled=${!count || saving.value} onClick=${add}>${count === 1 ? t("inbox.addOne") : t("inbox.add", { count })}</button>
    </div>
  </section>`;
}
