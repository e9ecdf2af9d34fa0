// How this page does things: a change, the way back, and a word where it is refused.

import { Refused, get } from "../api/client.js";
import { reasonOf, tellError } from "../store/notes.js";
import { organization, settings } from "../store/session.js";
import { remember } from "../store/undo.js";
import { t } from "../words/words.js";

const PAGE = 100;

/**
 * Does something that Ctrl+Z takes back; a refusal is told, by a dialog in its own place.
 * @param {() => Promise<unknown>} act @param {[revert: () => Promise<unknown>, what: string] | null} [back] the way back, and what it takes back
 * @param {(error: unknown) => void} [refuse]
 * @returns {Promise<boolean>} whether it was done
 */
export async function attempt(act, back = null, refuse = tellError) {
  try {
    await act();
  } catch (error) {
    refuse(error);
    return false;
  }
  if (back) remember(...back);
  return true;
}

/** What was done, for the undo. @param {{name: string}} one @param {Record<string, any>} other what it is given */
export const changed = (one, other) => t(other.name !== undefined && other.name !== one.name ? "did.renamed" : "did.changed", { name: one.name });

/** What a refusal says, for a form that stays open. @param {unknown} error */
export function sentence(error) {
  if (!(error instanceof Refused)) throw error;
  return error.status === 0 ? t("error.offline") : reasonOf(error);
}

/** The first so many pages of a list, as one. @param {string} path @param {Record<string, unknown>} [query] @param {number} [count] */
export async function pages(path, query = {}, count = 1) {
  const read = await Promise.all(
    Array.from({ length: count }, (_, at) => get(path, { ...query, per_page: PAGE, page: at + 1 })),
  );
  const data = read.flatMap((page) => page.data);
  return { data, total: read[0].total ?? data.length };
}

/** The list with one of its places moved. @template T @param {T[]} list @param {number} from @param {number} by @returns {T[]} */
export function moved(list, from, by) {
  const after = list.toSpliced(from, 1);
  after.splice(from + by, 0, list[from]);
  return after;
}

/** Everybody of the workspace. */
export function people() {
  return get(`${organization.value}/users`, { workspaces: settings.value.current_workspace_id });
}
