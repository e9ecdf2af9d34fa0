// The tasks of each status, as columns. A card moves at once, and back when the server refuses.

import { effect, signal } from "../vendor/preact.js";
import { get, patch } from "../api/client.js";
import { follow } from "./live.js";
import { announce, tellError } from "./notes.js";
import { outward } from "./outbound.js";
import { place, query } from "./place.js";
import { here, presence } from "./session.js";
import { onBoard } from "./task-filters.js";
import { statuses } from "./tasks.js";
import { changeTasks } from "./timer.js";
import { remember } from "./undo.js";
import { t } from "../words/words.js";

/** So many cards of a column; the others are counted. */
const MOST = 50;

/** @typedef {{tasks: any[], total: number}} Column */
/** By the id of the status. @type {import("../vendor/preact.js").Signal<Map<number, Column>>} */
export const columns = signal(new Map());
/** Why they were not read. */
export const unread = signal("");

let asked = 0;

/** Reads the columns, where the board is on show. */
export async function load() {
  if (place.value !== "tasks" || query.value.view !== "board" || presence.value !== "in" || !statuses.value.length) return;
  const mine = ++asked;
  const common = { ...onBoard.value, per_page: MOST };
  try {
    const found = await Promise.all(
      statuses.value.map(async (status) => {
        const newest = status.type === "done" ? "-updated_at" : "position";
        const { data, total } = await get(`${here.value}/tasks`, { ...common, status_id: status.id, order_by: newest });
        return /** @type {[number, Column]} */ ([status.id, { tasks: data, total }]);
      }),
    );
    if (mine !== asked) return;
    columns.value = new Map(found);
    unread.value = "";
  } catch (error) {
    if (mine === asked) tellError(error, columns.value.size ? undefined : unread);
  }
}

effect(() => {
  load();
});
follow(["task"], load);

function put(/** @type {any} */ task, /** @type {number} */ status_id) {
  const after = new Map();
  for (const [id, { tasks, total }] of columns.value) {
    const others = tasks.filter((one) => one.id !== task.id);
    const left = total - (tasks.length - others.length);
    after.set(id, id === status_id ? { tasks: [{ ...task, status_id }, ...others], total: left + 1 } : { tasks: others, total: left });
  }
  columns.value = after;
}

/** Gives a task another status. @param {any} task @param {any} status */
export async function move(task, status) {
  if (task.status_id === status.id) return;
  const before = columns.value;
  asked += 1; // what is being read shows how it was
  put(task, status.id);
  announce(t("board.moved", { name: task.name, status: status.name }));
  try {
    const at = `${here.value}/tasks/${task.id}`;
    const to = (/** @type {number} */ status_id) => ({ status_id, ...outward() });
    const back = await changeTasks(at, to(status.id), [task.id], () => patch(at, to(task.status_id)));
    remember(async () => {
      await back();
      await load();
    }, t("did.moved", { name: task.name }), `task-${task.id}`);
  } catch (error) {
    columns.value = before;
    tellError(error);
  }
}
