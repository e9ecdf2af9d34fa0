// One's settings on the server: shown at once, put back when the server refuses, and taken back by undo.

import { patch } from "../api/client.js";
import { tellError } from "../store/notes.js";
import { settings } from "../store/session.js";
import { remember } from "../store/undo.js";
import { t } from "../words/words.js";

const shown = (/** @type {Record<string, unknown>} */ fields) => (settings.value = { ...settings.value, ...fields });

/** @param {Record<string, unknown>} fields of `/users/me/settings` @param {string} name what they are called on the page @returns {Promise<boolean>} whether they were taken */
export async function save(fields, name) {
  const before = Object.fromEntries(Object.keys(fields).map((name) => [name, settings.value[name]]));
  shown(fields);
  try {
    await patch("/users/me/settings", fields);
  } catch (error) {
    shown(before);
    tellError(error);
    return false;
  }
  remember(async () => {
    await patch("/users/me/settings", before);
    shown(before);
  }, t("did.changed", { name }));
  return true;
}
