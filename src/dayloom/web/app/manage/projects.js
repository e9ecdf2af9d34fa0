// The projects of the workspace: how far each is, and everything that can be done with one.

import { html, useSignal } from "../vendor/preact.js";
import { Refused, get, post } from "../api/client.js";
import { go, query, refine } from "../store/place.js";
import { here, person, workspace } from "../store/session.js";
import { project as filter } from "../store/tasks.js";
import { duration } from "../time/format.js";
import { paint } from "../ui/colour.js";
import { Icon } from "../ui/icons.js";
import { openMenu } from "../ui/menu.js";
import { useReading, useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { attempt, pages } from "./doing.js";
import { Members } from "./members.js";
import { AddBox } from "./names.js";
import { actionsOf, undone } from "./project-actions.js";
import { ProjectForm } from "./project-form.js";

const STATES = {
  active: { archived: false, completed: false },
  completed: { archived: false, completed: true },
  archived: { archived: true },
};
/** @typedef {keyof typeof STATES} State */

async function read(/** @type {State} */ state, /** @type {string | undefined} */ client, /** @type {string | undefined} */ name, /** @type {number} */ count) {
  const found = await pages(`${here.value}/projects`, { ...STATES[state], client_id: client, name, order_by: "name" }, count);
  const ids = found.data.map((project) => project.id);
  const members = ids.length ? await get(`${here.value}/projects/members`, { ids }) : [];
  const counts = new Map(members.map((/** @type {any} */ one) => [one.project_id, one.user_ids.length + one.group_ids.length]));
  return { ...found, counts };
}

function Filters({ state, clients }) {
  return html`<div class="chips">
    ${Object.keys(STATES).map(
      (name) => html`<button class="chip" aria-pressed=${state === name} onClick=${() => refine({ state: name === "active" ? null : name })}>
        ${t(/** @type {any} */ (`manage.state.${name}`))}
      </button>`,
    )}
    <select class="chip" aria-label=${t("manage.client")} value=${query.value.client ?? ""} onChange=${(/** @type {any} */ event) => refine({ client: event.currentTarget.value })}>
      <option value="">${t("manage.anyClient")}</option>
      ${clients.map((/** @type {any} */ client) => html`<option value=${client.id}>${client.name}</option>`)}
    </select>
    <input class="input find" type="search" aria-label=${t("manage.find")} placeholder=${t("manage.find")} value=${query.value.find ?? ""}
      onInput=${(/** @type {any} */ event) => refine({ find: event.currentTarget.value })} />
  </div>`;
}

/** A new project. @param {{name: string, private: boolean}} body */
function add(body) {
  /** @type {any} */
  let made;
  return attempt(async () => (made = await post(`${here.value}/projects`, body)), [() => undone(made, "delete"), t("did.added", { name: body.name })]);
}

/** That there is one of the name, which lists could not tell from another; nothing else, and not where it cannot be asked. @param {string} name */
async function doubt(name) {
  const plain = (/** @type {string} */ of) => of.trim().toLowerCase();
  try {
    const { data } = await get(`${here.value}/projects`, { name, archived: false, per_page: 100 });
    return data.some((/** @type {any} */ one) => plain(one.name) === plain(name)) ? t("manage.sameName", { name }) : "";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return "";
  }
}

/** The box to add one, which says who will see it. */
function Add() {
  const seen = useSignal("all");
  const onAdd = (/** @type {string} */ name) => add({ name, private: seen.value === "members" });
  return html`<${AddBox} label=${t("manage.addProject")} onAdd=${onAdd} doubt=${doubt}>
    <select class="input" aria-label=${t("manage.seen")} value=${seen.value} onChange=${(/** @type {any} */ event) => (seen.value = event.currentTarget.value)}>
      <option value="all">${t("manage.seen.all")}</option>
      <option value="members">${t("manage.seen.members")}</option>
    </select>
  <//>`;
}

/** Estimate and tracked time, with a bar of how much of it is used. */
function Progress({ project }) {
  const estimated = (project.auto_compute_estimates ? project.task_estimated_mins : (project.estimated_mins ?? project.task_estimated_mins)) * 60;
  const share = estimated ? Math.min(1, project.total_tracked_secs / estimated) : 0;
  return html`<td class="number">${estimated ? duration(estimated) : "–"}</td>
    <td class="number"><span class=${estimated && project.total_tracked_secs > estimated ? "over" : ""}>${project.total_tracked_secs ? duration(project.total_tracked_secs) : "–"}</span>
      <span class="bar small" aria-hidden="true"><i class="solid" style=${{ width: `${share * 100}%` }}></i></span></td>`;
}

function Line({ project, members, onOpen, mine }) {
  const show = () => {
    filter.value = project.id;
    go("week");
  };
  const more = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    openMenu(box.right - 200, box.bottom + 4, actionsOf(project, mine, onOpen));
  };
  return html`<tr>
    <th scope="row">
      <button class="name" style=${paint(project)} title=${t("manage.show")} onClick=${show}><i class="dot"></i><span dir="auto">${project.name}</span></button>
      ${project.pinned && html` <small class="mark">${t("manage.pinned")}</small>`}
      ${project.private && html` <small class="mark">${t("manage.private")}</small>`}
    </th>
    <td dir="auto">${project.client?.name ?? "–"}</td>
    <td class="number"><button class="plain" aria-label=${t("manage.membersOf", { name: project.name })} onClick=${() => onOpen("members", project)}>${members ?? 0}</button></td>
    <${Progress} project=${project} />
    <td>${project.billable ? html`<${Icon} name="check" /><span class="unseen">${t("manage.billable")}</span>` : ""}</td>
    <td class="number"><button class="icon-button" aria-haspopup="menu" aria-label=${t("manage.more", { name: project.name })} onClick=${more}><${Icon} name="more" /></button></td>
  </tr>`;
}

const COLUMNS = /** @type {const} */ (["name", "client", "members", "estimate", "tracked", "billable", "actions"]);
const NUMBERS = ["members", "estimate", "tracked"];

function Table({ found, onOpen, may }) {
  const canEdit = (/** @type {any} */ project) =>
    project.permissions.includes("manage_projects") || project.toggl_user_id === person.value.user_account_id;
  return html`<div class="box scroll-x" tabindex="0" role="region" aria-label=${t("nav.projects")}><table class="table project-table">
    <thead><tr>${COLUMNS.map((name) => html`<th scope="col" class=${NUMBERS.includes(name) ? "number" : ""}>${name === "actions" ? html`<span class="unseen">${t("manage.actions")}</span>` : t(`manage.${name}`)}</th>`)}</tr></thead>
    <tbody>${found.data.map((/** @type {any} */ project) => html`<${Line} key=${project.id} project=${project} members=${found.counts.get(project.id)} onOpen=${onOpen} mine=${may("manage_projects") || canEdit(project)} />`)}</tbody>
  </table></div>`;
}

/** The tab. @param {{may: (name: string) => boolean}} props */
export function Projects({ may }) {
  const { find, client } = query.value;
  const state = /** @type {State} */ ((query.value.state ?? "") in STATES ? query.value.state : "active");
  const count = useSignal(1);
  const opened = useSignal(/** @type {{what: string, project: any} | null} */ (null));
  const clients = useReading(["client"], async () => (await pages(`${workspace.value}/clients`)).data, [workspace.value]).found.value ?? [];
  const { found, again, unread } = useShown(["project", "client", "time_entry"], () => read(state, client, find, count.value), [here.value, state, client, find, count.value]);
  const close = () => {
    opened.value = null;
    again();
  };
  const list = found.value;
  return html`<${Add} />
    <${Filters} state=${state} clients=${clients} />
    ${unread}
    ${list && !list.data.length && html`<p class="empty">${find || client || state !== "active" ? t("manage.noMatch") : t("manage.noProjects")}</p>`}
    ${list && list.data.length > 0 && html`<${Table} found=${list} onOpen=${(/** @type {string} */ what, /** @type {any} */ project) => (opened.value = { what, project })} may=${may} />`}
    ${list && list.total > list.data.length && html`<button class="plain" onClick=${() => (count.value += 1)}>${t("list.more")}</button>`}
    ${opened.value?.what === "edit" && html`<${ProjectForm} project=${opened.value.project} clients=${clients} may=${may} onClose=${close} />`}
    ${opened.value?.what === "members" && html`<${Members} project=${opened.value.project} may=${may} onClose=${close} />`}`;
}
