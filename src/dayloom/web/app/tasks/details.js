// The place of the open task at the side; the panel is fetched when a task is opened.

import { html } from "../vendor/preact.js";
import { opened } from "../store/place.js";
import { Part } from "../ui/lazy.js";
import { dressed } from "../ui/styles.js";

const panel = () => dressed(import("./panel.js"), "details").then((module) => module.TaskDetails);

/** Its place. */
export function Details() {
  return opened.value ? html`<${Part} load=${panel} />` : null;
}
