// What the app tells: a line at the bottom (with an undo where there is one), and a word for screen readers.

import { signal } from "../vendor/preact.js";
import { Refused } from "../api/client.js";
import { t } from "../words/words.js";

/** @typedef {{word: import("../words/words.js").Word, act: () => unknown}} Offer what else can be done about it */
/** @typedef {{id: number, text: string, bad: boolean, offers: Offer[]}} Note */
/** @type {import("../vendor/preact.js").Signal<Note[]>} */
export const notes = signal([]);
const STAYS = { good: 6_000, bad: 12_000, offer: 20_000 };
let last = 0;

/** @param {string} text @param {{bad?: boolean, undo?: () => unknown, offer?: Offer}} [how] */
export function tell(text, { bad = false, undo, offer } = {}) {
  const note = { id: ++last, text, bad, offers: [...(undo ? [{ word: /** @type {const} */ ("undo.offer"), act: undo }] : []), ...(offer ? [offer] : [])] };
  notes.value = [...notes.value.slice(-2), note];
  setTimeout(() => expire(note.id), note.offers.length ? STAYS.offer : bad ? STAYS.bad : STAYS.good);
  announce(text);
}

/** It goes, but not from under somebody's pointer or focus. @param {number} id */
function expire(id) {
  if (document.querySelector(".notes:is(:hover, :focus-within)")) setTimeout(() => expire(id), STAYS.good);
  else dismiss(id);
}

/** @param {number} id */
export function dismiss(id) {
  notes.value = notes.value.filter((note) => note.id !== id);
}

/** Says something to screen readers alone. @param {string} text */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (place) place.textContent = text;
}

/** What went wrong, in a person's words. @param {unknown} error */
export function sentenceOf(error) {
  if (!(error instanceof Refused)) throw error;
  if (error.status === 0) return t(error.code === "unread" ? "error.unread" : "error.offline");
  return error.status === 404 ? t("error.gone") : t("error.generic", { sentence: reasonOf(error) });
}

/** The server's own sentence; what stands before it has none. @param {Refused} error */
export const reasonOf = (error) => error.message || t(error.status === 429 ? "error.tooMany" : "error.noReason");

/** Tells it in a line, or where something would be that was not read. @param {unknown} error @param {import("../vendor/preact.js").Signal<string>} [unread] */
export function tellError(error, unread) {
  if (error instanceof Refused && error.status === 401) return; // the sign-in form says it
  const text = sentenceOf(error);
  if (unread) {
    unread.value = text;
    return;
  }
  // Many things are read at once, and it is said once.
  if (error instanceof Refused && error.code === "unread" && notes.value.some((note) => note.text === text)) return;
  tell(text, { bad: true });
}
