// Answers of the server with what it has not seen yet laid over them, so that what was done stays shown.

import { idOf } from "./waiting.js";

/** @typedef {import("./waiting.js").Write} Write */

/** Tasks that were read, to show a block or an entry of one. @type {Map<number, any>} */
const known = new Map();
/** The statuses of what is done. @type {Set<number>} */
const done = new Set();

/** Remembers what a write that waits will need. @param {string} path @param {any} answer */
export function learn(path, answer) {
  for (const one of recordsOf(answer)) {
    if (/\/statuses/.test(path) && one?.type === "done") done.add(one.id);
    else if (/\/tasks(\/\d+)?(\?|$)/.test(path) && one?.name) known.set(one.id, one);
    if (one?.task?.id) known.set(one.task.id, one.task);
  }
}

const recordsOf = (/** @type {any} */ answer) => (Array.isArray(answer) ? answer : Array.isArray(answer?.data) ? answer.data : answer?.id ? [answer] : []);

const taskIdOf = (/** @type {string} */ path, /** @type {any} */ body) => Number(/\/tasks\/(\d+)/.exec(path)?.[1] ?? body?.task_id) || null;

/** What a write needs to be shown. @param {string} path @param {any} body */
export function shownWith(path, body) {
  return { task: known.get(taskIdOf(path, body) ?? 0), hides: done.has(body?.status_id) };
}

/** What the server would have answered to a POST. @param {Write} write @returns {any} null for other writes */
export function answerOf(write) {
  const { method, path, body, task } = write;
  if (method !== "POST") return null;
  const id = idOf(write);
  if (path.endsWith("/tasks")) {
    const made = { id, project: null, tags: [], priority: null, status_id: null, start_date: null, end_date: null, estimated_mins: null, notes: null, parent_task_id: null, ...body };
    learn(path, made);
    return made;
  }
  const common = { id, task_id: taskIdOf(path, body), task: task ?? null, project: task?.project ?? null };
  if (path.endsWith("/time-blocks")) return { ...common, completed_at: null, ...body };
  return { ...common, type: "activity", description: null, duration: null, ...body };
}

/**
 * @param {Write[]} waiting @param {string} path with its query @param {any} answer @returns {any}
 */
export function overlaid(waiting, path, answer) {
  let shown = answer;
  for (const write of waiting) shown = withOne(write, path, shown);
  return shown;
}

const kindOf = (/** @type {string} */ path) => /\/(time-blocks|time-entries|tracking|tasks)(?:\/(?:\d+|stream|restore|start|stop|current))*$/.exec(path)?.[1];

function withOne(/** @type {Write} */ write, /** @type {string} */ place, /** @type {any} */ answer) {
  const [path, query] = place.split("?");
  const asked = new URLSearchParams(query);
  const [kind, of] = [kindOf(path), kindOf(write.path)];
  if (path.endsWith("/tracking/current")) return running(write, answer);
  if (kind === "time-entries" && write.path.endsWith("/tracking/stop")) return each(answer, (one) => (one.duration === null ? stopped(one, write) : one));
  if (kind === "tasks" && of === "time-blocks" && write.method === "POST" && asked.getAll("state").includes("not_timeblocked")) {
    return each(answer, (one) => (one.id === taskIdOf(write.path, null) ? null : one));
  }
  if (kind !== (of === "tracking" ? "time-entries" : of) || write.path.endsWith("/stop")) return answer;
  if (write.method === "POST") return added(answer, answerOf(write), path, asked);
  const id = Number(/(\d+)(\/restore)?$/.exec(write.path)?.[1]);
  if (write.path.endsWith("/restore")) return answer;
  return each(answer, (one) => {
    if (one.id !== id) return one;
    if (write.method === "DELETE" || (write.hides && asked.has("state"))) return null;
    return patched(one, write.body);
  });
}

function patched(/** @type {any} */ one, /** @type {any} */ { completed, ...fields }) {
  const ended = completed === undefined ? {} : { completed_at: completed ? new Date().toISOString() : null };
  const task = fields.task_id === undefined ? {} : { task: known.get(fields.task_id) ?? null };
  return { ...one, ...fields, ...ended, ...task };
}

const stopped = (/** @type {any} */ one, /** @type {Write} */ write) => ({ ...one, duration: Math.max(0, Math.round(((write.body?.end ? Date.parse(write.body.end) : write.at) - Date.parse(one.start)) / 1000)) });

function running(/** @type {Write} */ write, /** @type {any} */ answer) {
  if (answer && write.path.endsWith(`/time-entries/${answer.id}`)) return write.method === "DELETE" ? null : patched(answer, write.body);
  if (write.path.endsWith("/tracking/stop")) return null;
  const starts = write.path.endsWith("/tracking/start") || (/\/time-entries$/.test(write.path) && write.body?.duration === undefined);
  return write.method === "POST" && starts ? answerOf(write) : answer;
}

/** Each record as it is said, without those that are null. @param {any} answer @param {(one: any) => any} act */
function each(answer, act) {
  const all = (/** @type {any[]} */ list) => list.map(act).filter((one) => one !== null);
  if (Array.isArray(answer)) return all(answer);
  if (!Array.isArray(answer?.data)) return answer?.id ? (act(answer) ?? answer) : answer;
  const data = all(answer.data);
  return { ...answer, data, ...(answer.total === undefined ? {} : { total: answer.total - answer.data.length + data.length }) };
}

function added(/** @type {any} */ answer, /** @type {any} */ made, /** @type {string} */ path, /** @type {URLSearchParams} */ asked) {
  const of = Number(/\/tasks\/(\d+)\/time-/.exec(path)?.[1]);
  if (of && of !== made.task_id) return answer;
  if (Array.isArray(answer)) {
    const at = Date.parse(made.start);
    return at >= Date.parse(asked.get("date_from") ?? "") && at <= Date.parse(asked.get("date_to") ?? "") ? [...answer, made] : answer;
  }
  if (!Array.isArray(answer?.data) || Number(asked.get("page") ?? 1) > 1 || !isIn(made, asked)) return answer;
  return { ...answer, data: [made, ...answer.data], ...(answer.total === undefined ? {} : { total: answer.total + 1 }) };
}

const PLAIN = new Set(["state", "order_by", "page", "per_page", "project_id", "has_dates", "disable_aggregations"]);

/** Whether a new record is surely in a list that is asked for so; a list that is narrowed further is left to the server. */
const isIn = (/** @type {any} */ made, /** @type {URLSearchParams} */ asked) =>
  [...asked.keys()].every((name) => PLAIN.has(name)) && (!asked.has("project_id") || asked.get("project_id") === String(made.project_id));
