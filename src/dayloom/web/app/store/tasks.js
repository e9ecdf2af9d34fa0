// The tasks beside the calendar: what is to plan, due today, overdue, or without a date; page by page.

import { computed, effect, signal } from "../vendor/preact.js";
import { get, patch, post, remove } from "../api/client.js";
import { addDays, today } from "../time/zone.js";
import { announce, tellError } from "./notes.js";
import { equal, merged } from "./same.js";
import { here, organization, person, presence, settings, workspace, zone } from "./session.js";
import { changeTasks } from "./timer.js";
import { remember } from "./undo.js";
import { t } from "../words/words.js";

const PAGE = 100;
/** "plan", "today", "overdue" or "someday". */
export const list = signal("plan");
/** Only tasks of this project; null: all. @type {import("../vendor/preact.js").Signal<number | null>} */
export const project = signal(null);
/** @type {import("../vendor/preact.js").Signal<any[]>} */
export const tasks = signal([]);
export const total = signal(0);
export const loaded = signal(false);
/** Why it was not read, and why the places were not. */
export const unread = signal("");
export const placesUnread = signal("");
/** @type {import("../vendor/preact.js").Signal<any[]>} */
export const projects = signal([]);
/** @type {import("../vendor/preact.js").Signal<any[]>} */
export const statuses = signal([]);
/** Who is in the workspace. @type {import("../vendor/preact.js").Signal<any[]>} */
export const people = signal([]);
/** Whether others are in the workspace. */
export const together = computed(() => people.value.length > 1);
/** Whether the person leads the organization, and so invites others. */
export const leads = computed(() => people.value.some((one) => one.admin && one.user_account_id === person.value?.user_account_id));
/** The id of the task that the keyboard is on. */
export const current = signal(0);

const conditions = computed(() => {
  const day = today(zone.value);
  const common = { state: "active", project_id: project.value ?? undefined };
  return {
    plan: { ...common, state: ["active", "not_timeblocked"], order_by: ["end_date", "-priority"] },
    today: { ...common, start_date: day, end_date: day, order_by: "-priority" },
    overdue: { ...common, end_date_to: addDays(day, -1), order_by: "end_date" },
    someday: { ...common, has_dates: false, order_by: "position" },
  }[list.value];
});

/** How many of the list's tasks are drawn or lie above those. */
export const shownTo = signal(0);
/** So many pages are read again at once; further down only those in view, and what lies above stays as it was. */
const MOST_PAGES = 5;

let asked = 0;

const pageOf = (/** @type {number} */ number) => get(`${here.value}/tasks`, { ...conditions.value, per_page: PAGE, page: number });

/** Reads the list again as far as it is in view. */
export async function load() {
  const mine = ++asked;
  const last = Math.max(1, Math.ceil(shownTo.peek() / PAGE));
  const first = Math.max(1, last - MOST_PAGES + 1);
  try {
    const pages = await Promise.all(Array.from({ length: last - first + 1 }, (_, number) => pageOf(first + number)));
    if (mine !== asked) return;
    const read = pages.flatMap((page) => page.data);
    const ids = new Set(read.map((task) => task.id));
    const above = tasks.value.slice(0, (first - 1) * PAGE).filter((task) => !ids.has(task.id));
    const after = [...above, ...merged(new Map(tasks.value.map((task) => [task.id, task])), read).values()];
    if (!equal(tasks.value, after)) tasks.value = after;
    total.value = pages[0].total;
    loaded.value = true;
    unread.value = "";
  } catch (error) {
    tellError(error, loaded.value ? undefined : unread);
  }
}

let reading = false;

/** Reads one page more, where there is one. */
export async function more() {
  if (reading || tasks.value.length >= total.value) return;
  reading = true;
  const mine = asked;
  try {
    const page = await pageOf(Math.floor(tasks.value.length / PAGE) + 1);
    if (mine !== asked) return; // the list has been read anew meanwhile
    const known = new Set(tasks.value.map((task) => task.id));
    const fresh = page.data.filter((/** @type {any} */ one) => !known.has(one.id));
    tasks.value = [...tasks.value, ...fresh];
    total.value = fresh.length ? page.total : tasks.value.length;
  } catch (error) {
    tellError(error);
  } finally {
    reading = false;
  }
}

/** Takes a task out of the list; returns how to put it back. @param {number} id */
function drop(id) {
  const before = tasks.value;
  const left = before.filter((task) => task.id !== id);
  total.value -= before.length - left.length;
  tasks.value = left;
  return () => {
    total.value += before.length - left.length;
    tasks.value = before;
  };
}

/** All pages of a list. @param {string} path @param {Record<string, unknown>} query */
export async function every(path, query) {
  /** @type {any[]} */
  const all = [];
  for (let page = 1; all.length === (page - 1) * PAGE; page++) all.push(...(await get(path, { ...query, per_page: PAGE, page })).data);
  return all;
}

/** Reads projects, statuses and people: all of them, for a typed line may name any. */
export async function loadPlaces() {
  try {
    const [found, kinds, members] = await Promise.all([
      every(`${here.value}/projects`, { order_by: "name" }),
      get(`${workspace.value}/statuses`, { per_page: PAGE, order_by: "position" }),
      get(`${organization.value}/users`, { workspaces: settings.value.current_workspace_id }),
    ]);
    projects.value = found;
    statuses.value = kinds.data;
    people.value = members;
    placesUnread.value = "";
  } catch (error) {
    tellError(error, placesUnread);
    tellError(error);
  }
}

effect(() => {
  if (presence.value !== "in" || !conditions.value) return;
  shownTo.value = 0;
  load();
});
effect(() => {
  if (presence.value === "in" && here.value) loadPlaces();
});

/** The ids of tags by name; those that are missing are made. Null where that fails. @param {string[]} names */
export async function tagIds(names) {
  try {
    const ids = [];
    for (const name of new Set(names)) {
      const found = await every(`${workspace.value}/tags`, { name }); // whatever has it in its name
      const same = found.find((/** @type {any} */ tag) => tag.name.toLowerCase() === name.toLowerCase());
      ids.push((same ?? (await post(`${workspace.value}/tags`, { name }))).id);
    }
    return ids;
  } catch (error) {
    tellError(error);
    return null;
  }
}

/** The id of the task that was added last, for a moment: the list shows where it went. */
export const added = signal(0);
const MOMENT = 2_500;

/** @param {any} task that is in the list */
export function point(task) {
  if (!belongs(task)) return;
  added.value = current.value = task.id; // the arrow out of the box goes there
  setTimeout(() => added.value === task.id && (added.value = 0), MOMENT);
}

const dueOf = (/** @type {any} */ task) => task.end_date ?? "9"; // after every day
const weightOf = (/** @type {any} */ task) => ({ high: "0", medium: "1", low: "2" })[/** @type {"high"} */ (task.priority)] ?? "3";
/** What the lists are in the order of, as the server has them. @type {Record<string, (task: any) => string>} */
const ORDERS = { plan: (task) => dueOf(task) + weightOf(task), today: weightOf, overdue: dueOf, someday: () => "" };

/** Whether a new task is one of the list. @param {any} task */
function belongs(task) {
  const day = today(zone.value);
  const isDue = { plan: true, today: task.end_date === day, overdue: dueOf(task) < day, someday: !task.end_date }[list.value];
  return isDue && (project.value ?? task.project_id) === task.project_id;
}

/** Puts a new task where it will be when the list is read again. @param {any} task */
function insert(task) {
  if (!belongs(task)) return;
  const order = ORDERS[list.value];
  const at = tasks.value.findIndex((one) => order(task) <= order(one));
  total.value += 1;
  if (at >= 0) tasks.value = [...tasks.value.slice(0, at), task, ...tasks.value.slice(at)];
  else if (tasks.value.length === total.value - 1) tasks.value = [...tasks.value, task];
}

/** @param {Record<string, unknown>} fields */
export async function add(fields) {
  try {
    const task = await post(`${here.value}/tasks`, fields);
    insert(task);
    announce(t("list.added", { name: task.name }));
    return task;
  } catch (error) {
    tellError(error);
    return null;
  }
}

/** Takes a task that was added out again. @param {any} task */
export async function takeBack(task) {
  await remove(`${here.value}/tasks/${task.id}`);
  drop(task.id);
}

/** Ticks a task off: out of the list at once, back when the server refuses. @param {any} task */
export async function finish(task) {
  if (!statuses.value.length) await loadPlaces(); // ticked off before they have come
  const done = statuses.value.find((status) => status.type === "done");
  if (!done) return;
  const putBack = drop(task.id);
  try {
    const at = `${here.value}/tasks/${task.id}`;
    const back = await changeTasks(at, { status_id: done.id }, [task.id], () => patch(at, { status_id: task.status_id }));
    remember(async () => {
      await back();
      await load();
    }, t("did.done", { name: task.name }), `task-${task.id}`);
  } catch (error) {
    putBack();
    tellError(error);
  }
}

/** Takes a task that was planned out of the list of those to plan. @param {number} id */
export function planned(id) {
  if (list.value === "plan") drop(id);
}
