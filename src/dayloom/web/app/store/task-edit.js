// Changes to one task or many: one request, and one step to take back.

import { patch, post, remove } from "../api/client.js";
import { tell, tellError } from "./notes.js";
import { outward } from "./outbound.js";
import { here } from "./session.js";
import { changeTasks } from "./timer.js";
import { remember } from "./undo.js";
import { t } from "../words/words.js";

const bulk = () => `${here.value}/tasks/bulk`;

/** Does it, and tells what went wrong. @param {() => Promise<unknown>} act @returns {Promise<boolean>} whether it was done */
async function tried(act) {
  try {
    await act();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** What was done, for the undo: the task's name, or how many they were. @param {import("../words/words.js").Word} word @param {any[]} of */
const did = (word, of) => t(word, { name: of.length === 1 ? of[0].name : t("did.tasks", { count: of.length }) });

/** Gives tasks the same fields. @param {any[]} tasks as they are @param {Record<string, unknown>} fields */
export function edit(tasks, fields) {
  return editEach(tasks, () => fields);
}

/** @param {any[]} tasks as they are @param {(task: any) => Record<string, unknown>} fieldsOf */
export function editEach(tasks, fieldsOf) {
  const before = tasks.map((task) => ({
    id: task.id,
    ...Object.fromEntries(Object.keys(fieldsOf(task)).map((name) => [name, task[name] ?? null])),
  }));
  return tried(async () => {
    const body = tasks.map((task) => ({ id: task.id, ...fieldsOf(task), ...outward() }));
    const back = () => patch(bulk(), before.map((one) => ({ ...one, ...outward() })));
    remember(await changeTasks(bulk(), body, before.map(({ id }) => id), back), did("did.changed", tasks), `task-${tasks[0].id}`);
  });
}

/** @param {any[]} tasks */
export function archive(tasks) {
  const task_ids = tasks.map((task) => task.id);
  return tried(async () => {
    await post(`${bulk()}/archive`, { task_ids });
    remember(() => post(`${bulk()}/unarchive`, { task_ids }), did("did.archived", tasks), `task-${tasks[0].id}`);
    tell(t("tasks.archived", { count: task_ids.length }));
  });
}

/** @param {any[]} tasks */
export function removeAll(tasks) {
  const task_ids = tasks.map((task) => task.id);
  return tried(async () => {
    await remove(bulk(), { ids: task_ids, ...outward() });
    remember(async () => {
      await patch(`${bulk()}/restore`, { task_ids });
      if (outward().outbound_sync) await patch(bulk(), task_ids.map((id) => ({ id, ...outward() })));
    }, did("did.deleted", tasks), `task-${tasks[0].id}`);
    tell(t("tasks.deleted", { count: task_ids.length }));
  });
}
