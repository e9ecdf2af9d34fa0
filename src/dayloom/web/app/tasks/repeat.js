// How the open task recurs: said in words with its next days, and changed for this one or for this one and all later ones.

import { html, useSignal } from "../vendor/preact.js";
import { get } from "../api/client.js";
import { here, zone } from "../store/session.js";
import { later, recur } from "../store/task.js";
import { nextDays, parse, write } from "../time/recurrence.js";
import { dateWithYear, inWords, nthWord, weekday } from "../time/recurring.js";
import { today } from "../time/zone.js";
import { useReading } from "../ui/reading.js";
import { t } from "../words/words.js";
import { answersOf, KINDS, ruleOf } from "./repeat-form.js";

const SHOWN = 5;
const NTHS = [1, 2, 3, 4, -1];

/** The first task of the series, which has the rule; the task itself where it is in none. @param {any} task */
async function headOf(task) {
  if (!task.recurring_task_id || task.recurring_task_id === task.id) return task;
  // The first one may be gone, and the series go on.
  return get(`${here.value}/tasks/${task.recurring_task_id}`).catch(() => null);
}

function Select({ label, value, onChange, options }) {
  return html`<label>${label}
    <select value=${String(value)} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
      ${options.map((/** @type {[any, string]} */ [key, said]) => html`<option value=${String(key)}>${said}</option>`)}
    </select>
  </label>`;
}

function Whole({ label, value, most, onChange }) {
  return html`<label>${label}
    <input type="number" min="1" max=${most} step="1" required inputmode="numeric" value=${value} onInput=${(/** @type {any} */ event) => onChange(Number(event.currentTarget.value))} />
  </label>`;
}

function Days({ rule, start }) {
  const now = today(zone.value);
  const days = nextDays(rule, start, start < now ? now : start, SHOWN);
  return html`<p class="repeat-days">${days.length ? t("repeat.next") : t("repeat.over")}</p>
    <ul class="repeat-list" aria-label=${t("repeat.next")}>${days.map((day) => html`<li key=${day} data-day=${day}>${dateWithYear(day)}</li>`)}</ul>`;
}

/** @param {{rule: any, start: string, inside: boolean, onEnd: () => void}} props */
function Form({ rule, start, inside, onEnd }) {
  const answers = useSignal(answersOf(rule, start));
  const saving = useSignal(false);
  const set = (/** @type {string} */ name, number = false) => (/** @type {any} */ value) => (answers.value = { ...answers.value, [name]: number ? Number(value) : value });
  const given = answers.value;
  const made = ruleOf(given);
  const kinds = given.kind === "own" || (rule !== undefined && answersOf(rule, start).kind === "own") ? [...KINDS, "own"] : KINDS;
  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (given.kind === "own") return onEnd();
    saving.value = true;
    if (await recur(made ? write(made) : null)) onEnd();
    saving.value = false;
  };
  const flip = (/** @type {number} */ day) => set("days")(given.days.includes(day) ? given.days.filter((one) => one !== day) : [...given.days, day]);
  return html`<form class="repeat-form" onSubmit=${onSubmit} onKeyDown=${(/** @type {Event} */ event) => event.stopPropagation()}>
    <div class="fields">
      <${Select} label=${t("repeat.kind")} value=${given.kind} onChange=${set("kind")} options=${kinds.map((one) => [one, t(/** @type {any} */ (`repeat.${one}`))])} />
      ${made && given.kind !== "weekdays" && html`<${Whole} label=${t("repeat.interval")} value=${given.interval} most=${1000} onChange=${set("interval", true)} />`}
      ${given.kind === "monthday" && html`<${Select} label=${t("repeat.day")} value=${given.monthDay} onChange=${set("monthDay", true)} options=${[...Array.from({ length: 31 }, (_, day) => [day + 1, String(day + 1)]), [-1, t("recur.lastDay")]]} />`}
      ${given.kind === "nthday" && html`<${Select} label=${t("repeat.which")} value=${given.nth} onChange=${set("nth", true)} options=${NTHS.map((nth) => [nth, nthWord(nth)])} />
        <${Select} label=${t("repeat.weekday")} value=${given.weekday} onChange=${set("weekday", true)} options=${[0, 1, 2, 3, 4, 5, 6].map((day) => [day, weekday(day, "long")])} />`}
      ${made && html`<${Select} label=${t("repeat.ends")} value=${given.ends} onChange=${set("ends")} options=${["never", "on", "after"].map((one) => [one, t(/** @type {any} */ (`repeat.${one}`))])} />`}
      ${made && given.ends === "on" && html`<label>${t("repeat.until")}<input type="date" required min=${start} value=${given.until} onChange=${(/** @type {any} */ event) => set("until")(event.currentTarget.value)} /></label>`}
      ${made && given.ends === "after" && html`<${Whole} label=${t("repeat.count")} value=${given.count} most=${1000} onChange=${set("count", true)} />`}
    </div>
    ${given.kind === "weekly" && html`<div class="chips" role="group" aria-label=${t("repeat.weekday")}>
      ${[0, 1, 2, 3, 4, 5, 6].map((day) => html`<button type="button" class="chip" aria-pressed=${given.days.includes(day)} aria-label=${weekday(day, "long")} onClick=${() => flip(day)}>${weekday(day)}</button>`)}
    </div>`}
    ${made && html`<${Days} rule=${made} start=${start} />`}
    ${inside && !later.value && html`<p class="hint">${t("repeat.takesOut")}</p>`}
    <div class="actions">
      <button type="button" class="plain" onClick=${onEnd}>${t("dialog.cancel")}</button>
      <button class="primary" disabled=${saving.value || (given.kind === "weekly" && !made)}>${t("repeat.save")}</button>
    </div>
  </form>`;
}

/** @param {{task: any}} props */
export function Repeat({ task }) {
  const open = useSignal(false);
  const { found } = useReading([], () => headOf(task), [task.id, task.recurring_task_id, task.rrule]);
  const inside = Boolean(task.recurring_task_id);
  const head = found.value;
  const text = (task.rrule ?? (inside && head?.rrule)) || null;
  const rule = text === null ? undefined : parse(text, zone.value);
  const start = (inside ? task.recurrence_date : task.start_date) ?? today(zone.value);
  const words = rule !== undefined ? inWords(rule) : inside && task.recurring_task_id !== task.id ? t("repeat.inSeries") : t("repeat.none");
  return html`<section class="repeat">
    <h2>${t("repeat.title")}</h2>
    <p class="repeat-words"><span>${words}</span><button class="plain" aria-expanded=${open.value} onClick=${() => (open.value = !open.value)}>${t("repeat.change")}</button></p>
    ${inside && html`<div class="joined" role="group" aria-label=${t("repeat.scope")}>
      <button aria-pressed=${!later.value} onClick=${() => (later.value = false)}>${t("repeat.one")}</button>
      <button aria-pressed=${later.value} onClick=${() => (later.value = true)}>${t("repeat.later")}</button>
    </div>`}
    ${open.value
      ? html`<${Form} key=${String(text)} rule=${rule} start=${start} inside=${inside && task.recurring_task_id !== task.id} onEnd=${() => (open.value = false)} />`
      : rule && html`<${Days} rule=${rule} start=${head?.recurrence_date ?? head?.start_date ?? start} />`}
  </section>`;
}
