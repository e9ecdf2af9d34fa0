// What is typed and not saved yet, so that a reload does not lose it: of this person, in this workspace, in this tab alone.

import { here, person } from "./session.js";

/** @param {string} name of the box */
const keyOf = (name) => `dayloom.typed ${person.value.user_account_id} ${here.value} ${name}`;

/** What was typed into a box before a reload; null: nothing. @param {string} name */
export const typedBefore = (name) => sessionStorage.getItem(keyOf(name));

/** @param {string} name @param {string | null} text null: it was saved, or thrown away */
export function keepTyped(name, text) {
  try {
    if (text === null) sessionStorage.removeItem(keyOf(name));
    else sessionStorage.setItem(keyOf(name), text);
  } catch {
    // No room: it lives as long as the page.
  }
}
