// Who is signed in, and where: the workspace, the zone, the first day of the week.

import { computed, signal } from "../vendor/preact.js";
import { Refused, get, post, put, remove, trust, whenSignedOut } from "../api/client.js";
import { listen } from "../api/events.js";
import { forget, keep, own } from "../api/kept.js";
import { reached } from "../api/reach.js";
import { readWrites } from "../api/waiting.js";

/** "unknown" until the server was asked, then "out", "in", "away" (not reached) or "nowhere" (in no workspace). */
export const presence = signal("unknown");
/** Whether a session ended in the middle of the work. */
export const ended = signal(false);
/** Whether somebody has just come in by the door: the focus is still to go where the day begins. */
export const arrived = signal(false);
/** Where that is kept over the loading of the app. */
export const ARRIVES = "dayloom.arrives";
/** @type {import("../vendor/preact.js").Signal<any>} */
export const person = signal(null);
/** @type {import("../vendor/preact.js").Signal<any>} */
export const settings = signal(null);

export const zone = computed(() => settings.value?.timezone ?? "UTC");
/** 0 Sunday … 6 Saturday. */
export const firstDay = computed(() => settings.value?.start_week_on ?? 1);
/** 24 or 12, as the profile says. */
export const clock = computed(() => (settings.value?.time_format === "12h" ? 12 : 24));
/** Hours a day that the person means to work, for the day heads. */
export const capacity = computed(() => (settings.value?.working_day_mins ?? 480) / 60);
/** Minutes since midnight between which a free place is looked for: as long as the hours of work, and one more for breaks. */
export const dayBegins = computed(() => settings.value?.working_day_start_mins ?? 540);
export const dayEnds = computed(() => Math.min(1440, dayBegins.value + capacity.value * 60 + 60));
/** The path of the workspace. */
export const here = computed(() =>
  settings.value
    ? `/organizations/${settings.value.current_organization_id}/workspaces/${settings.value.current_workspace_id}`
    : "",
);
export const workspace = computed(() => `/workspaces/${settings.value?.current_workspace_id}`);
export const organization = computed(() => `/organizations/${settings.value?.current_organization_id}`);

/** @type {(change: import("../api/events.js").Change) => void} */
let changed = () => {};
let stopListening = () => {};
let listenings = 0;

/** Listens anew. Whoever asks for it again meanwhile gets the connection: there are not many that a browser has at once. */
async function hear() {
  stopListening();
  const mine = ++listenings;
  const stop = await listen(here.value, (change) => changed(change), lost);
  if (mine === listenings) stopListening = stop;
  else stop();
}

/** What the feed's end leads to: perhaps the server is not reached any more, or one is locked out; a request will show. */
const lost = () => {
  if (!reached.value || presence.value !== "in") return;
  get(`${workspace.value}/context`).catch((error) => {
    if (error.status === 403) beNowhere();
  });
};

function beNowhere() {
  stopListening();
  presence.value = "nowhere";
}

/** Hears of every change in the workspace while somebody is in. @param {typeof changed} heard */
export function whenChanged(heard) {
  changed = heard;
}

function leave() {
  stopListening();
  presence.value = "out";
}

/** What waits for the person to come back. @type {((back: boolean) => void)[]} */
const interrupted = [];

whenSignedOut(() => {
  forget();
  if (presence.value === "in") ended.value = true; // several requests may hear of it
  leave();
  return ended.value ? new Promise((go) => interrupted.push(go)) : Promise.resolve(false);
});

async function enter(session) {
  trust(session.csrf_token);
  own(session.user.user_account_id);
  await readWrites(session.user.user_account_id);
  const found = await get("/users/me/settings");
  person.value = session.user;
  settings.value = found;
  if (!found.current_workspace_id) {
    ended.value = false;
    beNowhere();
    return;
  }
  // The feed comes first: what changes while the first lists are read is heard of.
  await hear();
  presence.value = "in"; // first, so that the work behind the door stays
  ended.value = false;
  for (const go of interrupted.splice(0)) go(true);
}

/** After the server was not reached: the session's token may be another by now, and the feed may have given up. */
export async function renew() {
  try {
    const session = await get("/session");
    if (session) trust(session.csrf_token);
  } catch (error) {
    if (!(error instanceof Refused)) throw error; // that it ended, the next request hears
  }
  if (!reached.value || presence.value !== "in") return;
  await hear();
}

/** Asks whether there is a session already. */
export async function resume() {
  try {
    const session = await get("/session");
    if (!session) {
      await out();
      return;
    }
    await enter(session);
    arrived.value = presence.value === "in" && sessionStorage.getItem(ARRIVES) !== null;
    sessionStorage.removeItem(ARRIVES);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) await out();
    else presence.value = "away";
  }
}

/** To the door, with nothing left of whoever was here. */
async function out() {
  await forget();
  presence.value = "out";
}

/** Raises Refused. @param {string} email @param {string} password */
export async function signIn(email, password) {
  const session = await post("/session", { email, password });
  await forget(); // somebody else's, where a session ended by itself
  keep("/session", session);
  // What is open behind the door is somebody else's.
  if (ended.value && session.user.user_account_id !== person.value.user_account_id) location.reload();
  else await enter(session);
  arrived.value = presence.value === "in";
}

/** Every session ends but a new one of this browser. Raises Refused. @param {string} current @param {string} password */
export async function changePassword(current, password) {
  await put("/session/password", { current_password: current, password });
  trust((await get("/session")).csrf_token);
}

export async function signOut() {
  await remove("/session");
  await forget();
  ended.value = false;
  leave();
}
