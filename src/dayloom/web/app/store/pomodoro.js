// Work and breaks in turns. How much is left is told from the instant at which the turn is over, kept in this browser, so
// that sleep, a reload and another tab change nothing.

import { computed, effect, signal } from "../vendor/preact.js";
import { MINUTE } from "../time/zone.js";
import { t } from "../words/words.js";
import { tell } from "./notes.js";
import { pomodoro as lengths } from "./preferences.js";
import { headline, known, running, second, start, startBreak, startPlain } from "./timer.js";

/**
 * @typedef {object} Turn
 * @property {"work" | "break"} kind
 * @property {number} until milliseconds
 * @property {number} round of work, from 1
 * @property {any} task what to start again after the break
 * @property {string | null} description
 * @property {boolean} told that it is over
 */

const PLACE = "dayloom.pomodoro";

/** @returns {Turn | null} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "null");
  } catch {
    return null;
  }
}

/** The turn that is on, if any. */
export const turn = signal(kept());
/** Milliseconds, below 0 when it is over. */
export const left = computed(() => (turn.value ? turn.value.until - second.value : 0));
export const over = computed(() => turn.value !== null && left.value <= 0);
const sentence = computed(() => t(turn.value?.kind === "break" ? "pomodoro.breakOver" : "pomodoro.workOver"));

/** @param {Turn | null} next */
function set(next) {
  turn.value = next;
  try {
    localStorage.setItem(PLACE, JSON.stringify(next));
  } catch {
    // Without a place to keep it, it ends with the page.
  }
}

addEventListener("storage", (event) => {
  if (event.key === PLACE) turn.value = kept();
});

/** Minutes of the break after a round. @param {number} round */
export const restAfter = (round) => (round % lengths.value.every === 0 ? lengths.value.long : lengths.value.rest);

/** Work on what runs, from now. @param {number} [round] */
export function begin(round = 1) {
  set({ kind: "work", until: Date.now() + lengths.value.work * MINUTE, round, task: null, description: null, told: false });
}

/** The same, whether something runs or not. */
export async function beginAnyhow() {
  if (running.value || (await startPlain(null))) begin();
}

export const goOn = () => begin((turn.value?.round ?? 0) + 1);

export async function takeBreak() {
  const was = running.value;
  const round = turn.value?.round ?? 1;
  const project = was?.task?.project && { id: was.task.project.id, name: was.task.project.name, color: was.task.project.color };
  const task = was?.task && { id: was.task.id, name: was.task.name, project };
  if (!(await startBreak())) return;
  const until = Date.now() + restAfter(round) * MINUTE;
  set({ kind: "break", until, round, task: task ?? null, description: was?.description ?? null, told: false });
}

/** Starts what ran before the break. */
export async function backToWork() {
  const was = turn.value;
  if (was && (await (was.task ? start(was.task) : startPlain(was.description)))) begin(was.round + 1);
}

export const end = () => set(null);

// A turn belongs to what runs: stopping ends it, and so does starting something else in a break.
effect(() => {
  const entry = running.value;
  const now = turn.peek();
  if (known.value && now && (!entry || (now.kind === "break" && entry.type !== "break"))) end();
});

effect(() => {
  const now = turn.value;
  headline.value = over.value ? sentence.value : "";
  if (!now || !over.value || now.told || !known.value) return;
  set({ ...now, told: true });
  tell(sentence.value);
  if (lengths.value.notify && globalThis.Notification?.permission === "granted") {
    try {
      new Notification(sentence.value, { tag: PLACE });
    } catch {
      // Some browsers on phones have the name but not the thing.
    }
  }
});
