// Whether anybody is there: the last input in any tab, by its instant. Where what runs has run on without anybody, the person
// is asked what that time was: on return, or, after hours, without waiting for it.

import { effect, signal } from "../vendor/preact.js";
import { get, patch, post, remove } from "../api/client.js";
import { HOUR, MINUTE, rfc3339 } from "../time/zone.js";
import { idleMinutes, stillHours } from "./preferences.js";
import { turn } from "./pomodoro.js";
import { here } from "./session.js";
import { known, load, nameOf, path, running, second } from "./timer.js";
import { again } from "./timer-change.js";
import { remember } from "./undo.js";
import { t } from "../words/words.js";

/**
 * @typedef {object} Asked
 * @property {"idle" | "still"} kind
 * @property {import("./calendar.js").Entry} entry what ran
 * @property {number} since milliseconds, the last input, or its start
 * @property {number} until milliseconds, when it was asked
 * @property {any} [fresh] what runs instead by now, where only a part of the answer was saved
 * @property {any} [gap] what became of the time between
 */

const PLACE = "dayloom.input";
/** Other tabs need not know every movement. */
const OFTEN = 2_000;
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel"];

/** @type {import("../vendor/preact.js").Signal<Asked | null>} */
export const asked = signal(null);

function kept() {
  try {
    return Number(localStorage.getItem(PLACE)) || 0;
  } catch {
    return 0;
  }
}

let mine = kept() || Date.now();
let written = 0;
const last = () => Math.max(mine, kept());

/** @param {number} now */
function note(now) {
  mine = now;
  if (now - written < OFTEN) return;
  written = now;
  try {
    localStorage.setItem(PLACE, String(now));
  } catch {
    // Then each tab knows of itself alone.
  }
}

/** @param {boolean} isBack whether there is an input now */
function question(isBack) {
  const entry = running.peek();
  if (!entry || asked.peek() || !known.peek()) return;
  const now = Date.now();
  // Who works a pomodoro is there, whatever the keyboard says.
  const since = Math.max(last(), entry.start, turn.peek()?.until ?? 0);
  const isAfter = (/** @type {number} */ much) => much > 0 && now - since >= much;
  // Nobody is expected to type in a break.
  if (isBack && entry.type !== "break" && isAfter(idleMinutes.peek() * MINUTE)) asked.value = { kind: "idle", entry, since, until: now };
  else if (isAfter(stillHours.peek() * HOUR)) asked.value = { kind: "still", entry, since, until: now };
}

function seen() {
  if (!known.peek()) return; // until it is read what runs, the time without input must not be forgotten
  question(true);
  note(Date.now());
}

for (const input of INPUTS) addEventListener(input, seen, { capture: true, passive: true });
document.addEventListener("visibilitychange", () => !document.hidden && seen());

effect(() => {
  if (known.value) seen(); // opening the app is coming back
});

effect(() => {
  if (second.value && running.value) question(false);
});

effect(() => {
  const one = asked.peek();
  const id = running.value?.id;
  if (one && id !== one.entry.id && id !== one.fresh?.id) asked.value = null; // stopped or switched elsewhere
});

function answered() {
  asked.value = null;
  note(Date.now());
  return load();
}

export const keep = () => answered();

/** Raises Refused. @param {number} [end] milliseconds; now, if it is left out */
export async function stopAt(end = Math.max(Date.now(), running.value?.start ?? 0)) {
  await post(`${here.value}/tracking/stop`, { end: rfc3339(end) });
  await answered();
}

/**
 * Ends what ran at the last input, and starts the same again at the return; the time between becomes an entry of its own, or
 * nothing. What is saved already is not saved again by another try. Raises Refused.
 * @param {Asked} one @param {"break" | "activity"} [type] of the time between
 */
export async function leaveOut(one, type) {
  const { entry, since, until } = one;
  if (!one.fresh) {
    // Starting the same at the last input ends what ran there, in one step.
    const isWhole = since - entry.start < 1000;
    one.fresh = isWhole ? entry : await post(`${here.value}/tracking/start`, again(await get(path(entry.id)), rfc3339(since)));
  }
  await patch(path(one.fresh.id), { start: rfc3339(until) });
  if (type) {
    const body = { type, start: rfc3339(since), duration: Math.round((until - since) / 1000) };
    one.gap = await post(`${here.value}/time-entries`, body);
  }
  remember(async () => {
    if (one.gap) await remove(path(one.gap.id));
    await patch(path(one.fresh.id), { start: rfc3339(since) });
    await load();
  }, t("did.changed", { name: nameOf(entry) }));
  await answered();
}
