// What the report is asked for: period and filters, from the address to what the API takes.

import { computed, signal } from "../vendor/preact.js";
import { get, post } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { query, refine } from "../store/place.js";
import { firstDay, here, organization, settings, workspace, zone } from "../store/session.js";
import { today } from "../time/zone.js";
import { t } from "../words/words.js";
import { periodOf } from "./range.js";

export const KINDS = /** @type {const} */ (["project", "client", "tag", "person"]);
/** @typedef {typeof KINDS[number]} Kind */
/** In the address: without any. */
export const NONE = "none";
/** Kind → what the dictionary of the API calls it. */
const DICTIONARY = { project: "projects", client: "clients", tag: "tags", person: "users" };
const PROPERTY = { project: "project_id", client: "client_id", tag: "tag_ids", person: "user_account_id" };
const SOME = 20;

export const period = computed(() => periodOf(query.value, today(zone.value), firstDay.value));

/** The chosen ids by kind, as they stand in the address. */
export const chosen = computed(() => {
  const ids = (/** @type {Kind} */ kind) => (query.value[kind] ?? "").split(",").filter((one) => /^\d{1,15}$/.test(one) || one === NONE);
  return /** @type {Record<Kind, string[]>} */ (Object.fromEntries(KINDS.map((kind) => [kind, ids(kind)])));
});
export const isNarrowed = computed(() => KINDS.some((kind) => chosen.value[kind].length > 0));

/** @param {Kind} kind @param {string[]} ids */
export const choose = (kind, ids) => refine({ [kind]: [...new Set(ids)].join(",") });
export const clearFilters = () => refine(Object.fromEntries(KINDS.map((kind) => [kind, null])));

/** The query of `GET insights`; an empty id means: without. */
export const insightsQuery = computed(() => {
  const ids = (/** @type {Kind} */ kind) => {
    const found = chosen.value[kind].map((one) => (one === NONE ? "" : one));
    return found.length ? found : undefined;
  };
  const { first, last } = period.value;
  return { date_from: first, date_to: last, project_id: ids("project"), client_id: ids("client"), tag_id: ids("tag"), user_id: ids("person") };
});

/** @param {Record<string, unknown>} [more] @returns {Promise<any>} */
export const insights = (more = {}) => get(`${here.value}/insights`, { ...insightsQuery.value, ...more });

/** The beginning of a question to the reports: 0 means without. */
export const question = computed(() => ({
  period: { from: period.value.first, to: period.value.last },
  filters: KINDS.filter((kind) => chosen.value[kind].length).map((kind) => ({
    property: PROPERTY[kind], operator: "in", value: chosen.value[kind].map((one) => (one === NONE ? 0 : Number(one))),
  })),
}));
export const reports = computed(() => `/reports${workspace.value}/query`);

/** Those whose time may be shown, by name; empty where there are no others. @type {import("../vendor/preact.js").Signal<{id: number, name: string}[]>} */
export const people = signal([]);

/** Reads who there is, if the person may see others' time. */
export async function loadPeople() {
  try {
    const { permissions } = await get(`${workspace.value}/permissions`);
    if (!permissions.includes("manage_time_entries")) {
      people.value = [];
      return;
    }
    const found = await get(`${organization.value}/users`);
    const inside = (found.data ?? found).filter((/** @type {any} */ one) =>
      one.active && one.workspaces.some((/** @type {any} */ place) => place.id === settings.value.current_workspace_id));
    const named = inside.map((/** @type {any} */ one) => ({ id: one.user_account_id, name: one.name }));
    people.value = named.length > 1 ? named.sort((/** @type {any} */ a, /** @type {any} */ b) => a.name.localeCompare(b.name)) : [];
  } catch (error) {
    tellError(error);
  }
}

/** "project 7" → what it is called, and its colour. @type {import("../vendor/preact.js").Signal<Record<string, any>>} */
export const known = signal({});
export const learn = (/** @type {Kind} */ kind, /** @type {any} */ one) => (known.value = { ...known.value, [`${kind} ${one.id}`]: one });

/** @param {Kind} kind @param {string} id */
export function nameOf(kind, id) {
  if (id === NONE) return t(`report.no.${/** @type {"project"} */ (kind)}`);
  return known.value[`${kind} ${id}`]?.name ?? `#${id}`;
}

/** Looks up what the chosen ids are called, where that is not known. */
export async function loadNames() {
  const strange = KINDS.some((kind) => chosen.value[kind].some((id) => id !== NONE && !known.value[`${kind} ${id}`]));
  if (!strange) return;
  try {
    const found = await post(`${reports.value}/dictionary`, question.value.filters);
    for (const kind of KINDS) for (const one of Object.values(found[DICTIONARY[kind]])) learn(kind, one);
  } catch (error) {
    tellError(error);
  }
}

/** What fits the words, to choose from. @param {Kind} kind @param {string} words @returns {Promise<any[]>} */
export async function offers(kind, words) {
  const none = kind === "person" ? [] : [{ id: NONE, name: nameOf(kind, NONE) }];
  const fitting = (/** @type {{name: string}} */ one) => one.name.toLowerCase().includes(words.toLowerCase());
  const taken = new Set(chosen.value[kind]);
  const left = (/** @type {any[]} */ all) => all.filter((one) => !taken.has(String(one.id)));
  if (kind === "person") return left(people.value.filter(fitting));
  const where = { project: `${here.value}/projects`, client: `${workspace.value}/clients`, tag: `${workspace.value}/tags` }[kind];
  const found = await get(where, { name: words || undefined, per_page: SOME });
  return left([...(found.data ?? found), ...none.filter(fitting)]);
}
