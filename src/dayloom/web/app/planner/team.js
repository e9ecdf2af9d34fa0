// Everybody's week, for those who may see it: a row for each person, what was planned and tracked in each day.

import { html } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { blockOf, entryOf } from "../store/calendar.js";
import { go } from "../store/place.js";
import { days, shownWindow } from "../store/shown.js";
import { capacity, here, organization, settings, zone } from "../store/session.js";
import { leads } from "../store/tasks.js";
import { dayNumber, duration, fullDate, sideBySide, weekdayName } from "../time/format.js";
import { today, wall } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { useDays } from "./days.js";
import { Toolbar } from "./toolbar.js";

/** So many people are read at once. */
const TOGETHER = 4;

/** @typedef {{id: number, name: string, days: Map<string, {blocks: any[], planned: number, tracked: number}>}} Week */

/** @param {any} person @returns {Promise<Week>} */
async function weekOf(person) {
  const asked = { ...shownWindow.value, toggl_user_id: person.user_account_id };
  const [planned, tracked] = await Promise.all([
    get(`${here.value}/time-blocks/stream`, asked),
    get(`${here.value}/time-entries/stream`, { ...asked, include_taskless: true }),
  ]);
  const found = new Map(days.value.map((day) => [day, { blocks: /** @type {any[]} */ ([]), planned: 0, tracked: 0 }]));
  for (const block of planned.map(blockOf)) {
    const on = found.get(wall(block.start, zone.value).day);
    on?.blocks.push(block);
    if (on) on.planned += block.duration;
  }
  for (const entry of tracked.filter((/** @type {any} */ one) => one.start && one.type !== "break").map(entryOf)) {
    const on = found.get(wall(entry.start, zone.value).day);
    if (on) on.tracked += entry.duration ?? Math.max(0, (Date.now() - entry.start) / 1000);
  }
  return { id: person.user_account_id, name: person.name, days: found };
}

async function readAll() {
  const found = await get(`${organization.value}/users`, { workspaces: settings.value.current_workspace_id });
  const people = found.filter((/** @type {any} */ one) => one.active && one.joined);
  /** @type {Week[]} */
  const weeks = [];
  for (let at = 0; at < people.length; at += TOGETHER) weeks.push(...(await Promise.all(people.slice(at, at + TOGETHER).map(weekOf))));
  return weeks;
}

/** @param {{of: {blocks: any[], planned: number, tracked: number}, day: string, name: string}} props */
function Cell({ of, day, name }) {
  const most = Math.max(capacity.value * 3600, of.planned, of.tracked);
  const label = `${name}, ${t("grid.dayHead", { day: fullDate(day), tracked: duration(of.tracked), planned: duration(of.planned) })}`;
  return html`<td class=${day === today(zone.value) ? "is-today" : ""}>
    <span class="unseen">${label}</span>
    <div aria-hidden="true">
      <span class="bar"><i class="pale" style=${{ width: `${(of.planned / most) * 100}%` }}></i><i class=${of.tracked > capacity.value * 3600 ? "over" : "solid"} style=${{ width: `${(of.tracked / most) * 100}%` }}></i></span>
      <small title=${label}>${sideBySide(of.planned, of.tracked)}</small>
      <ul>${of.blocks.slice(0, 4).map((block) => html`<li style=${paint(block.task?.project)} class=${block.done ? "done" : ""} dir="auto">${block.task?.name ?? t("grid.hidden")}</li>`)}</ul>
    </div>
  </td>`;
}

/** The view. */
export function Team() {
  const all = useDays();
  const { found, unread, busy } = useShown(["time_block", "time_entry"], readAll, [shownWindow.value.date_from, here.value]);
  return html`<main class="planner-grid" id="planner" tabindex="-1" aria-label=${t("grid.team")}>
    <${Toolbar} all=${all} />
    <div class="team scroll-x" tabindex="0" role="group" aria-label=${t("grid.team")} aria-busy=${busy}>
      ${unread}
      <table class="table">
        <thead><tr><th scope="col">${t("grid.person")} <small aria-hidden="true">${t("panel.planned")} / ${t("panel.tracked")}</small></th>${days.value.map((day) => html`<th scope="col">${weekdayName(day)} ${dayNumber(day)}</th>`)}</tr></thead>
        <tbody>
          ${(found.value ?? []).map(
            (week) => html`<tr key=${week.id}><th scope="row" dir="auto">${week.name}</th>
              ${days.value.map((day) => html`<${Cell} key=${day} of=${week.days.get(day) ?? { blocks: [], planned: 0, tracked: 0 }} day=${day} name=${week.name} />`)}</tr>`,
          )}
        </tbody>
      </table>
      ${found.value?.length === 1 &&
      html`<p class="empty">${t("team.alone")}
        ${leads.value && html` <button class="plain" onClick=${() => go("projects", { tab: "people" })}>${t("settings.people")}</button>`}</p>`}
    </div>
  </main>`;
}
