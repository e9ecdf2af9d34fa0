// The two questions about time that ran on without anybody. A refused answer leaves its question open, with the reason.

import { html, useSignal } from "../vendor/preact.js";
import { asked, keep, leaveOut, stopAt } from "../store/attention.js";
import { sentenceOf } from "../store/notes.js";
import { nameOf } from "../store/timer.js";
import { clockTime, duration } from "../time/format.js";
import { ClockField } from "../ui/clock-field.js";
import { Dialog } from "../ui/dialog.js";
import { t } from "../words/words.js";
import { lastTime, minutesAt } from "./edit.js";

/** @typedef {import("../store/attention.js").Asked} Question */

/** Does it; what went wrong is said in the dialog. */
function useAnswer() {
  const problem = useSignal("");
  const busy = useSignal(false);
  const answer = (/** @type {() => Promise<unknown>} */ act) => async () => {
    busy.value = true;
    problem.value = "";
    try {
      await act();
    } catch (error) {
      problem.value = sentenceOf(error);
    }
    busy.value = false;
  };
  return { problem, busy, answer };
}

const clockOf = (/** @type {number} */ at) => clockTime(minutesAt(at));
const Problem = ({ text }) => text && html`<p class="problem" role="alert">${text}</p>`;

/** @param {{one: Question}} props */
function Idle({ one }) {
  const { problem, busy, answer } = useAnswer();
  const choice = (/** @type {import("../words/words.js").Word} */ word, /** @type {import("../words/words.js").Word} */ hint, /** @type {() => Promise<unknown>} */ act) =>
    html`<button class="answer" disabled=${busy.value} onClick=${answer(act)}><b>${t(word)}</b><span>${t(hint, { time: clockOf(one.since) })}</span></button>`;
  return html`<${Dialog} title=${t("idle.title")} onClose=${keep}>
    <p dir="auto">${t("idle.text", { name: nameOf(one.entry), time: clockOf(one.since), duration: duration((one.until - one.since) / 1000) })}</p>
    <div class="answers">
      ${choice("idle.keep", "idle.keep.hint", keep)}
      ${choice("idle.discard", "idle.discard.hint", () => leaveOut(one))}
      ${choice("idle.break", "idle.break.hint", () => leaveOut(one, "break"))}
      ${choice("idle.other", "idle.other.hint", () => leaveOut(one, "activity"))}
    </div>
    <${Problem} text=${problem.value} />
  <//>`;
}

/** @param {{one: Question}} props */
function Still({ one }) {
  const { problem, busy, answer } = useAnswer();
  const time = useSignal(minutesAt(one.since));
  const isDays = one.until - one.since > 86_400_000;
  // The last input itself has seconds; its minute as it is offered means that very moment.
  const end = () => (time.value === minutesAt(one.since) ? one.since : lastTime(time.value, Date.now()));
  const onSubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    answer(() => stopAt(end()))();
  };
  return html`<${Dialog} title=${t("still.title")} onClose=${keep}>
    <p dir="auto">${t("still.text", { name: nameOf(one.entry), duration: duration((Date.now() - one.entry.start) / 1000) })}</p>
    <form class="timer-started" onSubmit=${onSubmit}>
      <label class="field">${t("still.at")}
        <${ClockField} minutes=${time.value} readonly=${isDays} onChange=${(/** @type {number} */ minutes) => (time.value = minutes)} />
      </label>
      <button class="plain" disabled=${busy.value}>${t("still.stopAt")}</button>
    </form>
    <${Problem} text=${problem.value} />
    <div class="actions">
      <button type="button" class="plain" disabled=${busy.value} onClick=${answer(() => stopAt())}>${t("still.stop")}</button>
      <button type="button" class="primary" disabled=${busy.value} onClick=${answer(keep)}>${t("still.keep")}</button>
    </div>
  <//>`;
}

/** The place of the question. */
export function Asked() {
  const one = asked.value;
  if (!one) return null;
  return one.kind === "idle" ? html`<${Idle} key=${one.until} one=${one} />` : html`<${Still} key=${one.until} one=${one} />`;
}
