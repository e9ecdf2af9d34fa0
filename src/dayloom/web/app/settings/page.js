// Everything about oneself and how things are shown, in tabs; which one is in the address.

import { html } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { go, query, refine } from "../store/place.js";
import { workspace } from "../store/session.js";
import { leads } from "../store/tasks.js";
import { sideways } from "../ui/direction.js";
import { useReading } from "../ui/reading.js";
import { t } from "../words/words.js";
import { Appearance } from "./appearance.js";
import { Calendars } from "./calendars.js";
import { Hours } from "./hours.js";
import { Keys } from "./keys.js";
import { Profile } from "./profile.js";
import { Sessions } from "./sessions.js";
import { Shortcuts } from "./shortcuts.js";

const TABS = { profile: Profile, hours: Hours, calendars: Calendars, sessions: Sessions, keys: Keys, appearance: Appearance, shortcuts: Shortcuts };
const NAMES = /** @type {(keyof typeof TABS)[]} */ (Object.keys(TABS));
const FIRST = NAMES[0];

const show = (/** @type {string} */ name) => refine({ tab: name === FIRST ? null : name });

function onKeyDown(/** @type {KeyboardEvent} */ event) {
  const tabs = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("button")];
  const at = tabs.indexOf(/** @type {any} */ (document.activeElement));
  const step = sideways(event);
  const to = step ? at + step : { Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  tab.focus();
  tab.click();
}

/** Without it there is no way to the people from here; one is among the projects. */
const unknown = () => {};

/** The way to the people, for who manages them; inviting is up to those who lead the organization. */
function ToPeople() {
  const rights = useReading(["member"], () => get(`${workspace.value}/permissions`), [workspace.value], unknown).found.value;
  return rights?.permissions.includes("manage_members") &&
    html`<button class="plain" onClick=${() => go("projects", { tab: "people" })}>${t(leads.value ? "settings.people" : "manage.people")}</button>`;
}

/** The page. */
export function Settings() {
  const here = NAMES.find((name) => name === query.value.tab) ?? FIRST;
  return html`<main class="page settings" id="planner" tabindex="-1" aria-label=${t("nav.settings")}>
    <div class="page-bar"><h1>${t("nav.settings")}</h1><${ToPeople} /></div>
    <div class="tabs" role="tablist" aria-label=${t("nav.settings")} onKeyDown=${onKeyDown}>
      ${NAMES.map(
        (name) => html`<button
          key=${name}
          id=${`tab-${name}`}
          role="tab"
          aria-selected=${name === here}
          aria-controls="settings-shown"
          tabindex=${name === here ? 0 : -1}
          onClick=${() => show(name)}
        >
          ${t(/** @type {any} */ (`settings.${name}`))}
        </button>`,
      )}
    </div>
    <div class="settings-shown" id="settings-shown" role="tabpanel" aria-labelledby=${`tab-${here}`}><${TABS[here]} key=${here} /></div>
  </main>`;
}
