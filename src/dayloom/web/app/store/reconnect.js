// While the server is not reached it is asked again, less and less often, and at once when the browser says that there is a
// network; then what waited is saved, and what is on show is read anew.

import { effect } from "../vendor/preact.js";
import { reached } from "../api/reach.js";
import { waiting } from "../api/waiting.js";
import { readAll } from "./live.js";
import { replay } from "./replay.js";
import { presence, renew, resume } from "./session.js";

const FIRST = 1000;
const LAST = 60_000;
let wait = FIRST;
let timeout = 0;
let away = false;

/** Whether the server is there is what the answer, or none, tells `reached`. */
function ask() {
  clearTimeout(timeout);
  if (presence.peek() === "away") resume();
  else if (presence.peek() === "in") renew();
  if (!away) return;
  wait = Math.min(wait * 2, LAST);
  timeout = setTimeout(ask, wait);
}

async function back() {
  clearTimeout(timeout);
  wait = FIRST;
  away = false;
  if (presence.peek() !== "in") return;
  await renew();
  await replay();
  readAll();
}

effect(() => {
  if (reached.value && away) back();
  else if (!reached.value && !away) {
    away = true;
    timeout = setTimeout(ask, wait);
  }
});

// What waited when the tab was closed, and what has come to wait since.
effect(() => {
  if (presence.value === "in" && reached.value && waiting().length) replay();
});

for (const sign of ["online", "offline"]) addEventListener(sign, ask);
