// Reports: what was planned and what became of it over any period; in sums, task by task, and entry by entry.

import { html, useEffect } from "../vendor/preact.js";
import { query, refine } from "../store/place.js";
import { here } from "../store/session.js";
import { sideways } from "../ui/direction.js";
import { t } from "../words/words.js";
import { chosen, loadPeople, nameOf, people } from "./asked.js";
import { Entries } from "./entries.js";
import { Filters, Range } from "./filters.js";
import { Plan } from "./plan.js";
import { Summary } from "./summary.js";
import { SavedViews } from "./views.js";

const TABS = { summary: Summary, plan: Plan, entries: Entries };

function Tabs({ tab }) {
  const names = /** @type {(keyof typeof TABS)[]} */ (Object.keys(TABS));
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = sideways(event);
    if (!step) return;
    event.preventDefault();
    const next = names[(names.indexOf(tab) + step + names.length) % names.length];
    show(next);
    document.getElementById(`report-tab-${next}`)?.focus();
  };
  const show = (/** @type {string} */ name) => refine({ tab: name === "summary" ? null : name, sort: null });
  return html`<div class="tabs" role="tablist" aria-label=${t("nav.reports")} onKeyDown=${onKeyDown}>
    ${names.map((name) => html`<button id=${`report-tab-${name}`} role="tab" aria-controls="report-panel" aria-selected=${name === tab} tabindex=${name === tab ? 0 : -1} onClick=${() => show(name)}>
      ${t(`report.tab.${name}`)}
    </button>`)}
  </div>`;
}

/** Whose time it is. */
function whose() {
  const ids = chosen.value.person;
  if (!ids.length) return t(people.value.length ? "report.whose.choose" : "report.whose.you");
  if (people.value.length && people.value.every(({ id }) => ids.includes(String(id)))) return t("report.whose.everybody");
  return t("report.whose.some", { names: ids.map((id) => nameOf("person", id)).join(", ") });
}

/** The page. */
export function Report() {
  useEffect(() => void loadPeople(), [here.value]);
  const tab = query.value.tab in TABS ? /** @type {keyof typeof TABS} */ (query.value.tab) : "summary";
  return html`<main class="page report" id="planner" tabindex="-1" aria-label=${t("nav.reports")}>
    <div class="page-bar"><h1>${t("nav.reports")}</h1><${Range} /><${SavedViews} /></div>
    <${Filters} />
    <p class="report-whose" dir="auto">${whose()}</p>
    <${Tabs} tab=${tab} />
    <div class="report-panel" id="report-panel" role="tabpanel" aria-labelledby=${`report-tab-${tab}`}><${TABS[tab]} /></div>
  </main>`;
}
