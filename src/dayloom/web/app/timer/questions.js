// The place of the questions about time that ran on without anybody. What watches for them is fetched once it is known what
// runs, which the planner need not wait for; their dialog when one is asked.

import { effect, html, signal } from "../vendor/preact.js";
import { known } from "../store/timer.js";

const watch = signal(/** @type {typeof import("../store/attention.js") | null} */ (null));
const dialog = signal(/** @type {any} */ (null));

effect(() => {
  if (known.value && !watch.peek()) import("../store/attention.js").then((module) => (watch.value = module), () => {});
});
effect(() => {
  if (watch.value?.asked.value && !dialog.peek()) import("./asked.js").then((module) => (dialog.value = module.Asked), () => {});
});

/** Their place. */
export function Questions() {
  return watch.value?.asked.value && dialog.value ? html`<${dialog.value} />` : null;
}
