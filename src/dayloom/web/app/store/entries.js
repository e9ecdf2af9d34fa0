// What is done to tracked entries. Changes are shown at once, taken back when the server refuses them, and can be undone.

import { get, patch, post, remove } from "../api/client.js";
import { rfc3339, wall } from "../time/zone.js";
import { t } from "../words/words.js";
import { entries, load, outdate } from "./entries-week.js";
import { tell, tellError } from "./notes.js";
import { here, zone } from "./session.js";
import * as timer from "./timer.js";
import { remember, undo } from "./undo.js";

/** @typedef {import("./entries-week.js").Entry} Entry */

/**
 * Shows a change, makes it, and remembers the way back that `act` answers.
 * @param {(entry: Entry) => Entry | null} shown null: it is gone
 * @param {() => Promise<(() => Promise<unknown>) | null>} act
 * @param {string} what was done, for the undo
 * @param {number} [id] of the entry that it leads to then
 * @returns {Promise<(() => Promise<void>) | null>} takes it back; null when it was refused, which was told
 */
async function change(shown, act, what, id = 0) {
  const before = entries.value;
  outdate();
  if (before) entries.value = /** @type {Entry[]} */ (before.map(shown).filter(Boolean));
  try {
    const revert = await act();
    const back = async () => {
      await revert?.();
      await load();
    };
    if (revert) remember(back, what, id ? `entry-${id}` : "");
    load().catch(tellError);
    return () => undo(back);
  } catch (error) {
    entries.value = before;
    load().catch(tellError);
    tellError(error);
    return null;
  }
}

/** @param {import("../words/words.js").Word} word @param {Entry[]} of */
const did = (word, of) => t(word, { name: of.length === 1 ? of[0].description || timer.nameOf(of[0]) : t("did.entries", { count: of.length }) });

const one = (/** @type {number} */ id) => `${here.value}/time-entries/${id}`;
const onWire = (/** @type {Record<string, any>} */ fields) =>
  typeof fields.start === "number" ? { ...fields, start: rfc3339(fields.start) } : fields;

/** Takes back whole the request that changed this entry last; null where that is not told. @param {number} id */
async function lastOf(id) {
  const answer = await get(`${here.value}/history`, { kind: "time_entry", record_id: id, limit: 1 }).catch(() => null);
  const line = answer?.lines[0];
  return line ? () => post(`${here.value}/history/${line.id}/undo`) : null;
}

/**
 * Gives an entry other fields.
 * @param {Entry} entry @param {Partial<Entry>} fields as the API names them, `start` in milliseconds
 * @param {Partial<Entry>} [drawn] what is drawn along with them: the task, the project
 */
export async function save(entry, fields, drawn = {}) {
  const start = fields.start ?? entry.start;
  const day = start === null ? entry.day : wall(start, zone.value).day;
  const before = Object.fromEntries(Object.keys(fields).map((name) => [name, entry[name]]));
  if ("task_id" in fields && entry.time_block_id) before.time_block_id = entry.time_block_id;
  // Project and billable may be inherited, which only the server knows.
  const inherits = "project_id" in fields || "billable" in fields;
  const back = await change(
    (other) => (other.id === entry.id ? { ...other, ...fields, ...drawn, day } : other),
    async () => {
      await patch(one(entry.id), onWire(fields));
      if (inherits) return lastOf(entry.id);
      return () => patch(one(entry.id), onWire(before));
    },
    did("did.changed", [entry]),
    entry.id,
  );
  return back !== null;
}

/** Gives several entries the same fields. @param {Entry[]} of @param {Partial<Entry>} fields @param {Partial<Entry>} [drawn] */
export async function saveAll(of, fields, drawn = {}) {
  const differing = of.filter((entry) => Object.entries(fields).some(([name, value]) => entry[name] !== value));
  if (!differing.length) return;
  const ids = differing.map((entry) => entry.id);
  const back = await change(
    (other) => (ids.includes(other.id) ? { ...other, ...fields, ...drawn } : other),
    async () => {
      await patch(`${here.value}/time-entries/bulk-edit`, { ids, changes: fields });
      return lastOf(ids[0]);
    },
    did("did.changed", differing),
    ids[0],
  );
  if (back) tell(t("entries.changed", { count: String(ids.length) }), { undo: back });
}

/** Adds a tag to several entries. @param {Entry[]} of @param {{id: number, name: string}} tag */
export async function tagAll(of, tag) {
  const without = of.filter((entry) => !entry.tag_ids.includes(tag.id));
  if (!without.length) return;
  const ids = without.map((entry) => entry.id);
  const back = await change(
    (other) => (ids.includes(other.id) ? { ...other, tag_ids: [...other.tag_ids, tag.id], tags: [...other.tags, tag] } : other),
    async () => {
      await patch(`${here.value}/time-entries/bulk`, without.map(({ id, tag_ids }) => ({ id, tag_ids: [...tag_ids, tag.id] })));
      return lastOf(ids[0]);
    },
    did("did.changed", without),
    ids[0],
  );
  if (back) tell(t("entries.changed", { count: String(ids.length) }), { undo: back });
}

/** Deletes entries. @param {Entry[]} of */
export async function drop(of) {
  const ids = of.map((entry) => entry.id);
  const bulk = `${here.value}/time-entries/bulk`;
  const back = await change(
    (other) => (ids.includes(other.id) ? null : other),
    async () => {
      await remove(bulk, { ids: ids.join(",") });
      return () => patch(`${bulk}/restore`, undefined, { ids: ids.join(",") });
    },
    did("did.deleted", of),
    ids[0],
  );
  if (back) tell(t(ids.length === 1 ? "entries.deleted" : "entries.deletedAll", { count: String(ids.length) }), { undo: back });
  return back !== null;
}

/**
 * Adds entries, all or none.
 * @param {Record<string, any>[]} of fields as the API names them, `start` in milliseconds
 * @param {string} [told] then, with the way back
 * @returns {Promise<boolean>} whether it could
 */
export async function add(of, told) {
  const back = await change(
    (other) => other,
    async () => {
      /** @type {number[]} */
      const made = [];
      const takeBack = () => remove(`${here.value}/time-entries/bulk`, { ids: made.join(",") });
      try {
        for (const { task_id, ...fields } of of) {
          const path = task_id ? `${here.value}/tasks/${task_id}/time-entries` : `${here.value}/time-entries`;
          made.push((await post(path, onWire(fields))).id);
        }
      } catch (error) {
        if (made.length) await takeBack();
        throw error;
      }
      return takeBack;
    },
    t("did.added", { name: t("did.entries", { count: of.length }) }),
  );
  if (back && told) tell(told, { undo: back });
  return back !== null;
}

/** What a copy of an entry has in common with it; what it inherits the copy inherits as well. @param {Entry} entry */
export function likeness({ task_id, project_id, task, type, description, billable, billable_source, tag_ids }) {
  const project = task && task.project_id === project_id ? null : project_id;
  const own = { task_id, project_id: project, type, description, billable: billable_source === "manual" ? billable : null, tag_ids };
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined));
}

/** Starts the timer again for what an entry was. @param {Entry} entry */
export async function again(entry) {
  try {
    const was = timer.running.value;
    const start = Date.now();
    await post(`${here.value}/tracking/start`, { ...likeness(entry), start: new Date(start).toISOString() });
    timer.tellStarted({ ...entry, start }, was);
    await Promise.all([timer.load(), load()]);
  } catch (error) {
    tellError(error);
  }
}
