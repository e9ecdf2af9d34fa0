// The timer's choices: how long the turns of a pomodoro are, and when it asks whether anybody is there. Kept in this browser, like the rest of the tab.

import { html, useSignal } from "../vendor/preact.js";
import { idleMinutes, pomodoro, stillHours } from "../store/preferences.js";
import { t } from "../words/words.js";

/** @param {{label: string, value: number, least: number, most: number, onChange: (value: number) => void, hint?: string}} props */
function Figure({ label, value, least, most, onChange, hint }) {
  const wrong = useSignal(false);
  const onInput = (/** @type {any} */ event) => {
    const figure = event.currentTarget.valueAsNumber;
    wrong.value = !(figure >= least && figure <= most && Number.isInteger(figure));
    if (!wrong.value) onChange(figure);
  };
  return html`<label class="field">
    ${label}
    <input type="number" min=${least} max=${most} value=${value} aria-invalid=${wrong.value} onInput=${onInput} />
    ${wrong.value && html`<small class="problem" role="alert">${t("settings.timer.wrong", { least, most })}</small>`}
    ${hint && html`<small>${hint}</small>`}
  </label>`;
}

function Telling() {
  const denied = useSignal(false);
  const onChange = async (/** @type {any} */ event) => {
    const box = event.currentTarget;
    const may = !box.checked || (await globalThis.Notification?.requestPermission()) === "granted";
    denied.value = !may;
    if (may) pomodoro.value = { ...pomodoro.value, notify: box.checked };
    else box.checked = false;
  };
  return html`<label class="check">
      <input type="checkbox" checked=${pomodoro.value.notify} onChange=${onChange} /> ${t("settings.pomodoro.notify")}
    </label>
    ${denied.value && html`<p class="problem" role="alert">${t("settings.pomodoro.denied")}</p>`}`;
}

const TURNS = /** @type {const} */ ([["work", 240], ["rest", 120], ["long", 240], ["every", 12]]);

/** Their box. */
export function TimerChoices() {
  return html`<section class="box">
    <h2>${t("settings.timer")}</h2>
    <div class="fields-2">
      ${TURNS.map(
        ([name, most]) => html`<${Figure}
          key=${name}
          label=${t(`settings.pomodoro.${name}`)}
          value=${pomodoro.value[name]}
          least=${1}
          most=${most}
          onChange=${(/** @type {number} */ figure) => (pomodoro.value = { ...pomodoro.value, [name]: figure })}
        />`,
      )}
      <${Figure} label=${t("settings.idle")} hint=${t("settings.timer.never")} value=${idleMinutes.value} least=${0} most=${600} onChange=${(/** @type {number} */ figure) => (idleMinutes.value = figure)} />
      <${Figure} label=${t("settings.still")} hint=${t("settings.timer.never")} value=${stillHours.value} least=${0} most=${48} onChange=${(/** @type {number} */ figure) => (stillHours.value = figure)} />
    </div>
    <${Telling} />
  </section>`;
}
