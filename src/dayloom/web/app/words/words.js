// The app's words in the person's language: t("grid.today"), t("list.due", { day: "Friday" }). One catalogue is fetched,
// that of the language in use; another one when the language changes.

import { effect, signal } from "../vendor/preact.js";
import { language } from "../store/preferences.js";
import { inOrder } from "../ui/direction.js";

/** Every catalogue has exactly the words of the English one. @typedef {keyof typeof import("./en.js").en} Word */
/** @typedef {Record<string, string>} Catalogue */

/** @type {Record<string, () => Promise<Catalogue>>} */
const CATALOGUES = {
  en: () => import("./en.js").then((module) => module.en),
  de: () => import("./de.js").then((module) => module.de),
};
const catalogue = signal(/** @type {Catalogue} */ ({}));

/** Reads the catalogue of the language in use; where it cannot be read, the English one. */
async function speak() {
  const wanted = language.value.slice(0, 2);
  const found = await (CATALOGUES[wanted] ?? CATALOGUES.en)().catch(CATALOGUES.en).catch(() => null);
  if (found && wanted === language.value.slice(0, 2)) catalogue.value = found;
}

/** Fetches all of them, where the person may choose, so that the choice shows at once and without the network. */
export const learnAll = () => Promise.allSettled(Object.values(CATALOGUES).map((read) => read()));

let speaking = Promise.resolve();
effect(() => {
  speaking = speak();
});

/** When the first words can be said. */
export const spoken = speaking;

/** So much of a name is said in passing. */
const ENOUGH = 60;
const short = (/** @type {string} */ name) => {
  const letters = [...name];
  return letters.length > ENOUGH ? `${letters.slice(0, ENOUGH).join("")}…` : name;
};

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values] what stands in braces; with … behind its name it is shortened
 */
export function t(word, values) {
  const text = catalogue.value[word] ?? word;
  return inOrder(values ? text.replace(/\{(\w+)(…?)\}/g, (whole, name, less) => (less ? short : String)(String(values[name] ?? whole))) : text);
}
