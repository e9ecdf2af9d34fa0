// Who is signed in, and where: the workspace, the zone, the first day of the week.

import { computed, signal } from "../vendor/preact.js";
import { Refused, get, post, remove, trust, whenSignedOut } from "../api/client.js";

/** "unknown" until the server was asked, then "out", "in" or "away" (not reached). */
export const presence = signal("unknown");
/** Whether a session ended in the middle of the work. */
export const ended = signal(false);
/** @type {import("../vendor/preact.js").Signal<any>} */
export const person = signal(null);
/** @type {import("../vendor/preact.js").Signal<any>} */
export const settings = signal(null);

export const zone = computed(() => settings.value?.timezone ?? "UTC");
/** 0 Sunday … 6 Saturday. */
export const firstDay = computed(() => settings.value?.start_week_on ?? 1);
/** 24 or 12, as the profile says. */
export const clock = computed(() => (settings.value?.time_format === "12h" ? 12 : 24));
/** The path of the workspace. */
export const here = computed(() =>
  settings.value
    ? `/organizations/${settings.value.current_organization_id}/workspaces/${settings.value.current_workspace_id}`
    : "",
);
export const workspace = computed(() => `/workspaces/${settings.value?.current_workspace_id}`);
export const organization = computed(() => `/organizations/${settings.value?.current_organization_id}`);

whenSignedOut(() => {
  if (presence.value === "in") ended.value = true; // several requests may hear of it
  presence.value = "out";
});

async function enter(session) {
  trust(session.csrf_token);
  const found = await get("/users/me/settings");
  person.value = session.user;
  settings.value = found;
  ended.value = false;
  presence.value = "in";
}

/** Asks whether there is a session already. */
export async function resume() {
  try {
    await enter(await get("/session"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    presence.value = error.status === 401 ? "out" : "away";
  }
}

/** Raises Refused. @param {string} email @param {string} password */
export async function signIn(email, password) {
  await enter(await post("/session", { email, password }));
}

export async function signOut() {
  await remove("/session");
  ended.value = false;
  presence.value = "out";
}
