// One calendar: what becomes of its events, in which colour and project. Each is saved as it is chosen.

import { html } from "../vendor/preact.js";
import { put } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { here } from "../store/session.js";
import { projects } from "../store/tasks.js";
import { t } from "../words/words.js";
import { Choice } from "./fields.js";
import { momentOf } from "./when.js";

/** @param {{label: string, on: boolean, onTurn: (on: boolean) => unknown}} props */
function Switch({ label, on, onTurn }) {
  return html`<label class="check"><input type="checkbox" checked=${on} onChange=${(/** @type {any} */ event) => onTurn(event.currentTarget.checked)} />${label}</label>`;
}

/** @param {{calendar: any, alone: boolean, again: () => unknown}} props */
export function Calendar({ calendar, alone, again }) {
  const save = async (/** @type {Record<string, unknown>} */ fields) => {
    try {
      await put(`${here.value}/integrations/calendar/${calendar.calendar_integration_id}/calendars/${calendar.calendar_id}`, fields);
    } catch (error) {
      tellError(error);
    }
    await again();
  };
  const state = calendar.synced_at ? t("settings.calendar.synced", { moment: momentOf(calendar.synced_at) }) : t("settings.calendar.notYet");
  return html`<div class="calendar" role="group" aria-label=${calendar.name}>
    <div class="calendar-head">
      <label class="field"><span class="unseen">${t("settings.calendar.colour")}</span>
        <input type="color" value=${calendar.background_color.slice(0, 7)} onChange=${(/** @type {any} */ event) => save({ background_color: event.currentTarget.value })} />
      </label>
      <div>${!alone && html`<b dir="auto">${calendar.name}</b>`}<small>${state}</small></div>
    </div>
    ${calendar.error && html`<p class="problem" dir="auto">${calendar.error}</p>`}
    <div class="fields-2">
      <${Choice}
        label=${t("settings.calendar.action")}
        value=${calendar.default_action}
        choices=${[["always_create", t("settings.calendar.plan")], ["do_nothing", t("settings.calendar.show")]]}
        onChoose=${(/** @type {string} */ action) => save({ default_action: action })}
      />
      <${Choice}
        label=${t("panel.project")}
        value=${String(calendar.default_project_id ?? "")}
        choices=${[["", t("nav.noProject")], ...projects.value.map((/** @type {any} */ one) => [String(one.id), one.name])]}
        onChoose=${(/** @type {string} */ id) => save({ default_project_id: id ? Number(id) : null })}
      />
    </div>
    <div class="chips">
      <${Switch} label=${t("settings.calendar.selected")} on=${calendar.selected} onTurn=${(/** @type {boolean} */ on) => save({ selected: on })} />
      <${Switch} label=${t("settings.calendar.track")} on=${calendar.focus_auto_track} onTurn=${(/** @type {boolean} */ on) => save({ focus_auto_track: on })} />
    </div>
  </div>`;
}
