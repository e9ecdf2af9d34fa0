// The last good answers of what the planner shows, per person, for when the server is not reached. A browser that keeps
// nothing is no error: then there is just nothing to show.

import { within } from "./store.js";

const MOST = 200;
const LONGEST = 300_000;
/** What is of a workspace and its people, without what shows a secret. */
const WORTH = /^(\/session$|\/users\/me\/settings|(\/organizations\/\d+)?\/workspaces\/\d+\/(?!.*(feed|key))|\/organizations\/\d+\/(users|teams|workspaces)\b)/;
let owner = 0;

/** Whose answers they are from now on. @param {number} id */
export function own(id) {
  owner = id;
}

/** Who is signed in is asked before it is known whose answers they are. @param {string} path */
const keyOf = (path) => (path === "/session" ? path : `${owner} ${path}`);

/** @param {string} path with its query @param {unknown} answer */
export async function keep(path, answer) {
  if (!WORTH.test(path)) return;
  const text = JSON.stringify(answer);
  if (text.length > LONGEST) return;
  try {
    const key = keyOf(path);
    await within("answers", (store) => {
      store.put({ key, at: Date.now(), text });
      return dropOldest(store);
    });
  } catch {
    // No room, or none at all.
  }
}

/** @param {IDBObjectStore} store */
function dropOldest(store) {
  const count = store.count();
  count.onsuccess = () => {
    let over = count.result - MOST;
    if (over <= 0) return;
    const oldest = store.index("at").openCursor();
    oldest.onsuccess = () => {
      if (!oldest.result || over-- <= 0) return;
      oldest.result.delete();
      oldest.result.continue();
    };
  };
  return count;
}

/** The last answer, or undefined. @param {string} path with its query @returns {Promise<any>} */
export async function kept(path) {
  try {
    const key = keyOf(path);
    const found = await within("answers", (store) => store.get(key));
    return found ? JSON.parse(found.text) : fromOtherDays(path);
  } catch {
    return undefined;
  }
}

const stretchOf = (/** @type {string} */ query) => {
  const asked = new URLSearchParams(query);
  return [asked.get("date_from") ?? "", asked.get("date_to") ?? ""].map((text) => Date.parse(text));
};

/** Of a longer stretch of days that was read, what lies in this one; undefined where none was. @param {string} path */
async function fromOtherDays(path) {
  const [stream, query = ""] = path.split("?");
  const [from, to] = stretchOf(query);
  if (!stream.endsWith("/stream") || !(from < to)) return undefined;
  const start = `${keyOf(stream)}?`;
  const answers = await within("answers", (store) => store.getAll(IDBKeyRange.bound(start, `${start}\uffff`)));
  const around = answers.filter(({ key }) => {
    const [first, last] = stretchOf(key.slice(start.length));
    return first <= from && to <= last;
  });
  if (!around.length) return undefined;
  const newest = around.reduce((one, other) => (one.at > other.at ? one : other));
  const inside = (/** @type {any} */ one) => Date.parse(one.start) >= from && Date.parse(one.start) <= to;
  return JSON.parse(newest.text).filter(inside);
}

/** Nobody is in any more: nothing is left for who comes next. */
export async function forget() {
  await within("answers", (store) => store.clear()).catch(() => {});
}
