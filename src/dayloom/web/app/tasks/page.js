// All tasks, four ways: by when they are due, by status, as a table to change many at once, and along time.

import { html, useComputed, useEffect, useRef } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { query, refine } from "../store/place.js";
import { here, workspace } from "../store/session.js";
import { conditions, unasked } from "../store/task-filters.js";
import { every, project } from "../store/tasks.js";
import { Icon } from "../ui/icons.js";
import { useReading, useShown } from "../ui/reading.js";
import { t } from "../words/words.js";
import { AddTask } from "./add.js";
import { Board } from "./board.js";
import { Filters } from "./filters.js";
import { Listing } from "./listing.js";
import { Table } from "./table.js";
import { Timeline } from "./timeline.js";

const VIEWS = /** @type {const} */ (["list", "board", "table", "timeline"]);
const PAGE = 50;
const ORDERS = { list: ["end_date", "-priority"], table: ["-updated_at"] };

/** The order of a view, as the address or else the view has it. @param {string} view */
const orderOf = (view) => query.value.sort ?? ORDERS[/** @type {keyof typeof ORDERS} */ (view)];

function Pager({ page, total }) {
  if (total <= PAGE) return null;
  const to = (/** @type {number} */ number) => refine({ page: number > 1 ? String(number) : null });
  const last = Math.ceil(total / PAGE);
  return html`<nav class="pager" aria-label=${t("tasks.pages")}>
    <button class="icon-button" aria-label=${t("tasks.before")} disabled=${page <= 1} onClick=${() => to(page - 1)}><${Icon} name="left" /></button>
    <span>${t("tasks.page", { from: (page - 1) * PAGE + 1, to: Math.min(page * PAGE, total), total })}</span>
    <button class="icon-button" aria-label=${t("tasks.after")} disabled=${page >= last} onClick=${() => to(page + 1)}><${Icon} name="right" /></button>
  </nav>`;
}

/** The list and the table: a page of tasks. */
function Pages({ view }) {
  const page = Math.max(1, Math.floor(Number(query.value.page)) || 1);
  const asked = { ...conditions.value, order_by: orderOf(view), per_page: PAGE, page };
  const { found, again, unread, busy } = useShown(
    ["task", "task_order", "project", "status", "time_entry"],
    () => get(`${here.value}/tasks`, asked),
    [JSON.stringify(asked), here.value],
  );
  const answer = found.value;
  const shown = view === "list" ? Listing : Table;
  return html`<div class="tasks-body" aria-busy=${busy}>
    ${unread}
    ${answer && html`<${shown} tasks=${answer.data} again=${again} />`}
    ${answer && !answer.data.length && html`<p class="empty">${t(unasked.value ? "tasks.none" : "tasks.empty")}</p>`}
    ${answer && html`<${Pager} page=${page} total=${answer.total} />`}
  </div>`;
}

/** The page. */
export function Tasks() {
  const view = useComputed(() => VIEWS.find((one) => one === query.value.view) ?? "list").value;
  const tags = useReading(["tag"], () => every(`${workspace.value}/tags`, { order_by: "name" }), [workspace.value]);
  // The navigation's project is part of the page's address, also of one that the way back leads to.
  const known = useRef(false);
  useEffect(() => {
    if (query.value.project || known.current) project.value = Number(query.value.project) || null;
    known.current = true;
  }, [query.value.project]);
  useEffect(() => {
    if (query.value.project !== (project.value ? String(project.value) : undefined)) refine({ project: project.value ? String(project.value) : null, page: null });
  }, [project.value]);
  return html`<main class="page tasks-page" id="planner" tabindex="-1" aria-label=${t("nav.tasks")}>
    <div class="page-bar">
      <h1>${t("nav.tasks")}</h1>
      <div class="joined" role="group" aria-label=${t("tasks.views")}>
        ${VIEWS.map((one) => html`<button aria-pressed=${view === one} onClick=${() => refine({ view: one === "list" ? null : one, page: null, sort: null }, true)}>${t(`tasks.${one}`)}</button>`)}
      </div>
    </div>
    <${Filters} tags=${tags.found.value ?? []} states=${view !== "board"} />
    <div class="box add-box"><${AddTask} /></div>
    ${view === "board" ? html`<${Board} />` : view === "timeline" ? html`<${Timeline} />` : html`<${Pages} key=${view} view=${view} />`}
  </main>`;
}
