// What work belongs to and who does it: projects, clients, tags, statuses, people and fields, each in a tab of the address.

import { html, useRef } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { query, refine } from "../store/place.js";
import { workspace } from "../store/session.js";
import { sideways } from "../ui/direction.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { Fields } from "./fields.js";
import { Clients, Tags } from "./named.js";
import { People } from "./people.js";
import { Projects } from "./projects.js";
import { Statuses } from "./statuses.js";

/** @type {Record<string, any>} */
const TABS = { projects: Projects, clients: Clients, tags: Tags, statuses: Statuses, people: People, fields: Fields };
/** What other tabs ask their part of the address for. */
const NOTHING = { state: null, client: null, find: null, invite: null };

function Tabs({ shown }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const names = Object.keys(TABS);
  const choose = (/** @type {string} */ name) => refine({ ...NOTHING, tab: name === "projects" ? null : name });
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = sideways(event);
    if (!step) return;
    event.preventDefault();
    const at = (names.indexOf(shown) + step + names.length) % names.length;
    choose(names[at]);
    /** @type {HTMLElement} */ (list.current?.children[at]).focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${t("nav.projects")} ref=${list} onKeyDown=${onKeyDown}>
    ${names.map(
      (name) => html`<button
        key=${name}
        id=${`tab-${name}`}
        role="tab"
        aria-selected=${shown === name}
        tabindex=${shown === name ? 0 : -1}
        onClick=${() => choose(name)}
      >
        ${t(/** @type {any} */ (`manage.${name}`))}
      </button>`,
    )}
  </div>`;
}

/** The page. */
export function Manage() {
  const shown = query.value.tab in TABS ? query.value.tab : "projects";
  const { found, unread, busy } = useShown([], () => get(`${workspace.value}/permissions`), [workspace.value]);
  const rights = found.value;
  const may = (/** @type {string} */ name) => Boolean(rights?.permissions.includes(name));
  return html`<main class="page manage" id="planner" tabindex="-1" aria-label=${t("nav.projects")} aria-busy=${busy}>
    <div class="page-bar"><h1>${t(/** @type {any} */ (`manage.${shown}`))}</h1></div>
    <${Tabs} shown=${shown} />
    <div class="tab-panel" role="tabpanel" aria-labelledby=${`tab-${shown}`}>
      ${unread}${rights && html`<${TABS[shown]} key=${shown} may=${may} />`}
    </div>
  </main>`;
}
