// The app's words in the person's language: t("grid.today"), t("list.due", { day: "Friday" }).

import { language } from "../store/preferences.js";
import { de } from "./de.js";
import { en } from "./en.js";

/** @type {Record<string, Record<string, string>>} */
const catalogues = { en, de };

/** @typedef {keyof typeof en} Word */

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values] what stands in braces
 */
export function t(word, values) {
  const catalogue = catalogues[language.value.slice(0, 2)] ?? en;
  const text = catalogue[word] ?? en[word] ?? word;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)) : text;
}
