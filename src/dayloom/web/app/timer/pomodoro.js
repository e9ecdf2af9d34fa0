// The pomodoro in the timer bar: how much of the turn is left, and what to do when it is over.

import { html } from "../vendor/preact.js";
import { go } from "../store/place.js";
import { backToWork, begin, end, goOn, left, over, restAfter, takeBreak, turn } from "../store/pomodoro.js";
import { duration } from "../time/format.js";
import { Icon } from "../ui/icons.js";
import { openMenu } from "../ui/menu.js";
import { t } from "../words/words.js";

/** "24:59". @param {number} much milliseconds */
function shortly(much) {
  const seconds = Math.max(0, Math.ceil(much / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Starts one; then what is left of it. */
export function Pomodoro() {
  const now = turn.value;
  if (!now) {
    return html`<button class="pomodoro" aria-label=${t("pomodoro.start")} title=${t("pomodoro.start")} onClick=${() => begin()}><${Icon} name="time" /></button>`;
  }
  const label = t("pomodoro.round", { round: now.round, left: shortly(left.value) });
  const open = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    openMenu(box.left, box.bottom + 6, [
      { label, act: () => {}, off: true },
      { label: t("pomodoro.end"), act: end },
      { label: t("pomodoro.lengths"), act: () => go("settings", { tab: "appearance" }) },
    ]);
  };
  return html`<button class=${`pomodoro on ${now.kind}`} aria-label=${label} title=${label} onClick=${open}>${shortly(left.value)}</button>`;
}

/** What can be done when the turn is over. It takes no focus, so nothing is chosen by going on typing. */
export function Offer() {
  const now = turn.value;
  if (!now || !over.value) return null;
  const isBreak = now.kind === "break";
  const title = t(isBreak ? "pomodoro.breakOver" : "pomodoro.workOver");
  const name = now.task?.name ?? (now.description || t("timer.noTask"));
  return html`<div class="timer-box" role="group" aria-label=${title}>
    <h2>${title}</h2>
    <div class="actions">
      <button class="plain" onClick=${end}>${t("pomodoro.end")}</button>
      ${isBreak
        ? html`<button class="primary" dir="auto" onClick=${backToWork}>${t("pomodoro.again", { name })}</button>`
        : html`<button class="plain" onClick=${goOn}>${t("pomodoro.goOn")}</button>
            <button class="primary" onClick=${takeBreak}>${t("pomodoro.break", { duration: duration(restAfter(now.round) * 60) })}</button>`}
    </div>
  </div>`;
}
