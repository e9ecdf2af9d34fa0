// How the person wants things shown: kept in this browser, beside what the profile says.

import { computed, effect, signal } from "../vendor/preact.js";

const PLACE = "dayloom.preferences";
/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** @returns {Record<string, any>} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
}

const before = kept();
const preferred = navigator.languages?.find((one) => /^(en|de)\b/.test(one)) ?? "en";

/** The language of words and dates. */
export const language = signal(before.language ?? preferred);
/** "auto" as the language is written, "ltr" or "rtl": which way the app reads. */
export const direction = signal(before.direction ?? "auto");
/** Whether the language is written from right to left, and whether the app reads so. */
export const isWrittenTurned = computed(() => RIGHT_TO_LEFT.test(language.value));
export const isTurned = computed(() => (direction.value === "auto" ? isWrittenTurned.value : direction.value === "rtl"));
/** "auto", "light" or "dark". */
export const theme = signal(before.theme ?? "auto");
/** Pixels an hour in the grid. */
export const zoom = signal(before.zoom ?? 64);
/** "day", "three", "work" (Monday to Friday) or "week". */
export const span = signal(before.span ?? (innerWidth < 720 ? "day" : "work"));
/** The first steps: "" not yet known, "open" while they are shown, "done" afterwards. */
export const guide = signal(before.guide ?? "");
/** Minutes of work, of a break and of a long one, after how many turns that one comes, and whether the browser tells. */
export const pomodoro = signal({ work: 25, rest: 5, long: 15, every: 4, notify: false, ...before.pomodoro });
/** After how many minutes without input the time is asked for on return, and after how many hours anyhow; 0 never. */
export const idleMinutes = signal(before.idleMinutes ?? 10);
export const stillHours = signal(before.stillHours ?? 4);

effect(() => {
  const now = {
    ...{ language: language.value, direction: direction.value, theme: theme.value, zoom: zoom.value, span: span.value },
    ...{ guide: guide.value, pomodoro: pomodoro.value, idleMinutes: idleMinutes.value, stillHours: stillHours.value },
  };
  try {
    localStorage.setItem(PLACE, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing still works.
  }
});

effect(() => {
  const root = document.documentElement;
  root.lang = language.value;
  root.dir = isTurned.value ? "rtl" : "ltr";
  if (theme.value === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme.value;
});
