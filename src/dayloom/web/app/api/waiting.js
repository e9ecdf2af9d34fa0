// The writes that the server has not seen yet, in their order, kept by the browser; and those of them that it refused.

import { signal } from "../vendor/preact.js";
import { within } from "./store.js";

/**
 * @typedef {object} Write
 * @property {number} number its place in the order
 * @property {number} owner the person
 * @property {string} method
 * @property {string} path
 * @property {Record<string, unknown>} [query]
 * @property {any} body
 * @property {string} key that of the first try, so that there is one effect only
 * @property {number} at milliseconds
 * @property {any} [task] of a block or an entry, to show it
 * @property {boolean} [hides] whether it takes a task out of the lists of what is to do
 * @property {boolean} [sent] whether the server may have had the first try
 * @property {number} [tries]
 * @property {string} [problem] why the server refused it; it waits for the person then
 */

/** Of the person who is in. @type {import("../vendor/preact.js").Signal<Write[]>} */
export const writes = signal([]);
export const waiting = () => writes.value.filter((write) => write.problem === undefined);
export const refused = () => writes.value.filter((write) => write.problem !== undefined);

/** What is made without the server has a number from here on until it has a real one. */
const UNREAL = 2 ** 50;
export const idOf = (/** @type {Write} */ write) => UNREAL + write.number;

const RECORD = "(tasks|time-entries|tasks/\\d+/time-(blocks|entries))";
const CAN_WAIT = {
  POST: new RegExp(`/workspaces/\\d+/(${RECORD}|tracking/(start|stop))$`),
  PATCH: new RegExp(`/workspaces/\\d+/${RECORD}/\\d+(/restore)?$`),
  DELETE: new RegExp(`/workspaces/\\d+/${RECORD}/\\d+$`),
};

/** Whether one can go on without the answer. @param {string} method @param {string} path */
export const canWait = (method, path) => CAN_WAIT[/** @type {"POST"} */ (method)]?.test(path) ?? false;

let owner = 0;

/** Reads what waits for this person. @param {number} [id] */
export async function readWrites(id = owner) {
  owner = id;
  try {
    const all = await within("writes", (store) => store.getAll());
    writes.value = all.filter((write) => write.owner === id);
  } catch {
    // A browser that keeps nothing has nothing that waits.
  }
}

/** Raises where the browser keeps nothing. @param {Omit<Write, "number" | "owner" | "at">} write @returns {Promise<Write>} */
export async function wait(write) {
  const whole = { ...write, owner, at: Date.now() };
  const number = Number(await within("writes", (store) => store.add(whole)));
  const kept = { ...whole, number };
  writes.value = [...writes.value, kept];
  return kept;
}

/** @param {Write} write */
export async function change(write) {
  writes.value = writes.value.map((one) => (one.number === write.number ? write : one));
  await within("writes", (store) => store.put(write));
}

/** It is done, or not wanted any more. @param {Write} write */
export async function drop(write) {
  writes.value = writes.value.filter((one) => one.number !== write.number);
  await within("writes", (store) => store.delete(write.number));
}

/** By the numbers that records had before. @type {Map<string, string>} */
const real = new Map();

/** A path or a body with the real numbers in it. @template T @param {T} value @returns {T} */
export function withReal(value) {
  if (!real.size || value === undefined || value instanceof FormData) return value;
  let text = JSON.stringify(value);
  for (const [before, now] of real) text = text.replaceAll(before, now);
  return JSON.parse(text);
}

/** What others say of a record that has a real number now. @param {Write} write @param {number} id */
export async function makeReal(write, id) {
  real.set(String(idOf(write)), String(id));
  for (const other of writes.value) {
    const [path, body] = [withReal(other.path), withReal(other.body)];
    if (path !== other.path || JSON.stringify(body) !== JSON.stringify(other.body)) await change({ ...other, path, body });
  }
}
