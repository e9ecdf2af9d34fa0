// The place of the questions about time that ran on without anybody; their dialog is fetched when one is asked.

import { effect, html, signal } from "../vendor/preact.js";
import { asked } from "../store/attention.js";

const dialog = signal(/** @type {any} */ (null));

effect(() => {
  if (asked.value && !dialog.peek()) import("./asked.js").then((module) => (dialog.value = module.Asked), () => {});
});

/** Their place. */
export function Questions() {
  return asked.value && dialog.value ? html`<${dialog.value} />` : null;
}
