// Finding tasks by what is typed, for the boxes of the timer.

import { get } from "../api/client.js";
import { here } from "../store/session.js";
import { paint } from "../ui/colour.js";

/** @param {string} words @returns {Promise<any[]>} */
export async function findTasks(words) {
  const query = { name: words, state: "active", order_by: "relevance", per_page: 6, disable_aggregations: true };
  return (await get(`${here.value}/tasks`, query)).data;
}

/** The same as offers of a Combo, each with its task. @param {string} words */
export async function offers(words) {
  return (await findTasks(words)).map((task) => ({ id: task.id, name: task.name, of: task, paint: paint(task.project) }));
}
