// What came into the inbox and is not saved yet: what was typed, and the tasks that were read out of it. Both survive a
// reload, for this person alone.

import { computed, effect, signal } from "../vendor/preact.js";
import { call, post, remove } from "../api/client.js";
import { reasonOf, tell, tellError } from "../store/notes.js";
import { go } from "../store/place.js";
import { here, person, presence } from "../store/session.js";
import { project, tagIds } from "../store/tasks.js";
import { remember, undo } from "../store/undo.js";
import { t } from "../words/words.js";

/** @typedef {"list" | "prompt" | "picture"} Way */
/**
 * @typedef {object} Row a task that was read, as it will be added
 * @property {boolean} on whether it will be
 * @property {number | null} parent the place of its parent among the rows
 * @property {string} name
 * @property {any} project
 * @property {string | null} start
 * @property {string | null} end
 * @property {string} minutes
 * @property {string} priority
 * @property {string} tags names with commas
 * @property {string | null} rrule
 * @property {any} read the task as it was read
 */
/** @typedef {{list: string, prompt: string, rows: Row[], engine: string}} Draft */
/** @type {Draft} */
const EMPTY = { list: "", prompt: "", rows: [], engine: "" };
const PATHS = { list: "from-list", prompt: "prompt", picture: "extract" };
/** So many ids in one address. */
const AT_ONCE = 200;

const key = computed(() => (presence.value === "in" ? `dayloom.inbox ${person.value.user_account_id} ${here.value}` : ""));
/** @type {import("../vendor/preact.js").Signal<Draft>} */
export const draft = signal(EMPTY);
/** The picture to be read, which does not survive. @type {import("../vendor/preact.js").Signal<File | null>} */
export const picture = signal(null);
/** What could not be read, in a sentence. */
export const problem = signal("");
/** Ends what is being read; null: nothing is. @type {import("../vendor/preact.js").Signal<AbortController | null>} */
export const reading = signal(null);

effect(() => {
  const kept = key.value && sessionStorage.getItem(key.value);
  draft.value = kept ? { ...EMPTY, ...JSON.parse(kept) } : EMPTY;
  picture.value = null;
});

/** @param {Partial<Draft>} changes */
export function change(changes) {
  draft.value = { ...draft.value, ...changes };
  try {
    sessionStorage.setItem(key.value, JSON.stringify(draft.value));
  } catch {
    // No room: it lives as long as the page.
  }
}

/** @param {number} place @param {Partial<Row>} changes */
export function edit(place, changes) {
  change({ rows: draft.value.rows.map((row, at) => (at === place ? { ...row, ...changes } : row)) });
}

/** A name without the tags that there are none of yet: adding makes them, as in the box of a task. @param {string} written */
function unmarked(written) {
  /** @type {string[]} */
  const tags = [];
  const name = written.replace(/(?:^|\s)#(?:"([^"]{1,100})"|([^\s#"]{1,100}))(?=\s|$)/g, (_, quoted, word) => {
    tags.push(quoted ?? word.replaceAll("_", " "));
    return "";
  });
  return name.trim() && tags.length ? { name: name.trim(), tags } : { name: written, tags: [] };
}

/** What a sign stands before that nothing is called. @param {string} name @returns {{word: string, kind: "project" | "person"}[]} */
export const unknown = (name) =>
  [...name.matchAll(/(?<=^|\s)[@+](?:"[^"]+"|\p{L}\S*)/gu)].map(([word]) => ({ word, kind: word[0] === "@" ? "project" : "person" }));

/** @param {any} task @returns {Row} */
const rowOf = (task) => ({
  on: true,
  parent: task.parent_task_id === null ? null : -task.parent_task_id - 1,
  name: unmarked(task.name).name,
  project: task.project,
  start: task.start_date,
  end: task.end_date,
  minutes: task.estimated_mins === null ? "" : String(task.estimated_mins),
  priority: task.priority,
  tags: [...task.tags.map((/** @type {any} */ tag) => tag.name), ...unmarked(task.name).tags].join(", "),
  rrule: task.rrule,
  read: task,
});

/** Reads what was typed, or the picture. @param {Way} way @returns {Promise<boolean>} whether tasks were found */
export async function read(way) {
  reading.value?.abort();
  const mine = new AbortController();
  const form = new FormData();
  if (picture.value) form.set("file", picture.value);
  let engine = "";
  problem.value = "";
  reading.value = mine;
  try {
    const found = await call("POST", `${here.value}/workflows/tasks/${PATHS[way]}`, {
      body: way === "picture" ? form : { prompt: draft.value[way] },
      signal: mine.signal,
      onHeaders: (headers) => (engine = headers.get("x-dayloom-engine") ?? ""),
    });
    if (mine.signal.aborted) return false;
    change({ rows: found.map(rowOf), engine });
    return true;
  } catch (error) {
    if (!mine.signal.aborted) problem.value = sentence(error);
    return false;
  } finally {
    if (reading.value === mine) reading.value = null;
  }
}

const sentence = (/** @type {any} */ error) => (error.status ? reasonOf(error) : t("error.offline"));

/** Where a task will stand: below its parent, if that is added as well. @param {Row[]} rows @param {number} place @returns {number} */
export function depth(rows, place) {
  const { parent } = rows[place];
  return parent === null || !rows[parent].on ? 0 : depth(rows, parent) + 1;
}

const names = (/** @type {Row} */ row) => row.tags.split(",").map((name) => name.trim().replace(/^#/, "")).filter(Boolean);

/** The ids of the rows' tags by their name in small letters; missing ones are made. Null where that fails. @param {Row[]} rows */
async function tagsOf(rows) {
  const known = new Map(draft.value.rows.flatMap((row) => row.read.tags.map((/** @type {any} */ tag) => [tag.name.toLowerCase(), tag.id])));
  // The last entry of a name wins, which is its first writing.
  const asked = new Map(rows.flatMap(names).reverse().map((name) => [name.toLowerCase(), name]));
  const missing = [...asked].filter(([lower]) => !known.has(lower));
  const ids = await tagIds(missing.map(([, name]) => name));
  ids?.forEach((id, at) => known.set(missing[at][0], id));
  return ids && known;
}

/** What the server is sent for a row. @param {Row} row @param {Map<string, number>} tags @param {number | undefined} parent */
function taskOf(row, tags, parent) {
  const { notes, description, status_id, assignee_user_ids } = row.read;
  const fields = {
    name: row.name.trim(), notes, description, status_id, assignee_user_ids,
    parent_task_id: parent === undefined ? null : -(parent + 1),
    project_id: row.project?.id,
    start_date: row.start,
    end_date: row.end,
    estimated_mins: row.minutes === "" ? null : Number(row.minutes),
    priority: row.priority,
    tag_ids: [...new Set(names(row).map((name) => tags.get(name.toLowerCase())))],
    rrule: row.rrule,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

/** Deletes tasks that were added, with what their series made. @param {any[]} tasks */
async function takeBack(tasks) {
  const series = tasks.filter((task) => task.rrule);
  for (const { id } of series) await remove(`${here.value}/tasks/${id}`, { from_recurring_task_id: id });
  const ids = tasks.filter((task) => !task.rrule).map((task) => task.id).reverse();
  while (ids.length) await remove(`${here.value}/tasks/bulk`, { ids: ids.splice(0, AT_ONCE).join(",") });
}

/** Which projects they are in, in words. @param {any[]} made */
const whereOf = (made) => [...new Set(made.map((task) => task.project?.name ?? t("nav.noProject")))].join(", ");

/** Opens the page of tasks with those that were added on top: in their project, if they are all in one. @param {any[]} made */
function show(made) {
  const ids = new Set(made.map((task) => task.project_id));
  project.value = ids.size === 1 ? made[0].project_id : null;
  go("tasks", { view: "table", ...(made.some((task) => task.status?.type === "done") && { state: "all" }) });
}

/** Adds the ticked rows, all or none. @param {Way} way where they came in @returns {Promise<boolean>} */
export async function add(way) {
  const { rows } = draft.value;
  const places = rows.map((row, place) => (row.on ? place : -1)).filter((place) => place >= 0);
  const chosen = places.map((place) => rows[place]);
  if (chosen.some((row) => !row.name.trim())) return fail(t("inbox.nameless"));
  if (chosen.some((row) => !/^\d*$/.test(row.minutes))) return fail(t("inbox.badMinutes"));
  const tags = await tagsOf(chosen);
  if (!tags) return false;
  // A row whose parent is left out stands on top.
  const now = new Map(places.map((place, at) => [place, at]));
  const tasks = chosen.map((row) => taskOf(row, tags, row.parent === null ? undefined : now.get(row.parent)));
  try {
    const made = await post(`${here.value}/tasks/bulk`, { tasks });
    const revert = () => takeBack(made);
    remember(revert, t("did.added", { name: made.length === 1 ? made[0].name : t("did.tasks", { count: made.length }) }));
    change({ ...draft.value, [way]: "", rows: [], engine: "" });
    picture.value = null;
    const words = { count: made.length, where: whereOf(made) };
    tell(t(made.length === 1 ? "inbox.addedOne" : "inbox.added", words), { undo: () => undo(revert), offer: { word: "note.show", act: () => show(made) } });
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

function fail(/** @type {string} */ text) {
  tell(text, { bad: true });
  return false;
}
