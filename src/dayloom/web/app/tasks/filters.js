// What narrows the tasks on the page, kept in its address.

import { html, useEffect, useRef } from "../vendor/preact.js";
import { query, refine } from "../store/place.js";
import { DUES, PRIORITIES, STATES, narrowed } from "../store/task-filters.js";
import { project, projects } from "../store/tasks.js";
import { t } from "../words/words.js";

const WAIT = 200;

function Choice({ name, label, options }) {
  const value = query.value[name] ?? "";
  return html`<span class=${`chip choice${value ? " on" : ""}`}>
    <select aria-label=${label} value=${value} onChange=${(/** @type {any} */ event) => refine({ [name]: event.currentTarget.value, page: null })}>
      <option value="">${label}</option>
      ${options.map((/** @type {[string, string]} */ [key, word]) => html`<option value=${key}>${word}</option>`)}
    </select>
  </span>`;
}

/** @param {{tags: any[], states: boolean}} props `states`: whether open and done can be told apart here */
export function Filters({ tags, states }) {
  const wait = useRef(0);
  useEffect(() => () => clearTimeout(wait.current), []);
  const search = (/** @type {any} */ event) => {
    const q = event.currentTarget.value;
    clearTimeout(wait.current);
    wait.current = setTimeout(() => refine({ q, page: null }), WAIT);
  };
  const clear = () => {
    project.value = null;
    refine({ q: null, due: null, priority: null, tag: null, who: null, page: null });
  };
  const chosen = projects.value.find((one) => one.id === project.value);
  return html`<div class="chips" role="group" aria-label=${t("tasks.filters")}>
    <input class="input find" type="search" aria-label=${t("tasks.search")} placeholder=${t("tasks.search")} value=${query.value.q ?? ""} onInput=${search} dir="auto" />
    ${states && html`<${Choice} name="state" label=${t("tasks.open")} options=${STATES.slice(1).map((one) => [one, t(`tasks.${one}`)])} />`}
    <${Choice} name="due" label=${t("panel.due")} options=${DUES.map((one) => [one, t(`tasks.due.${one}`)])} />
    <${Choice} name="priority" label=${t("panel.priority")} options=${PRIORITIES.map((one) => [one, t(`priority.${one}`)])} />
    ${tags.length > 0 && html`<${Choice} name="tag" label=${t("tasks.tag")} options=${tags.map((tag) => [String(tag.id), tag.name])} />`}
    <button class="chip" aria-pressed=${query.value.who === "me"} onClick=${() => refine({ who: query.value.who === "me" ? null : "me", page: null })}>${t("tasks.mine")}</button>
    ${chosen && html`<button class="chip" aria-pressed="true" onClick=${() => (project.value = null)}><span dir="auto">${chosen.name}</span> ×</button>`}
    ${narrowed.value && html`<button class="chip" onClick=${clear}>${t("tasks.clear")}</button>`}
  </div>`;
}
