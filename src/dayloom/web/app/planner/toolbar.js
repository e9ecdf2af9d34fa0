// Which days are on show: their range, what was planned and tracked on them, and how many they are.

import { html } from "../vendor/preact.js";
import { load, unread } from "../store/calendar.js";
import { anchor, days, goToday, look, shown as spanShown, turn } from "../store/shown.js";
import { zone } from "../store/session.js";
import { together } from "../store/tasks.js";
import { dateRange, duration, monthName } from "../time/format.js";
import { addDays, today } from "../time/zone.js";
import { Icon } from "../ui/icons.js";
import { Unread } from "../ui/notes.js";
import { t } from "../words/words.js";

const SPANS = /** @type {const} */ (["day", "three", "work", "week", "month", "team"]);

/** @param {{all: Map<string, import("./days.js").DayContent>}} props */
export function Toolbar({ all }) {
  const [shown, as] = [days.value, spanShown.value];
  const now = today(zone.value);
  // What comes tomorrow is planned today, and is not on show.
  const isLast = (as === "work" || as === "week") && shown[shown.length - 1] === now;
  // What was done before the days of work that come next.
  const isAhead = as === "work" && shown[0] > now && shown[0] <= addDays(now, 2);
  let [planned, tracked] = [0, 0];
  for (const one of all.values()) {
    planned += one.plannedSeconds;
    tracked += one.trackedSeconds;
  }
  return html`<div class="grid-bar">
    <h1>${as === "month" ? monthName(anchor.value || now) : dateRange(shown[0], shown[shown.length - 1])}</h1>
    <div class="joined">
      ${isAhead && html`<button onClick=${goToday}>${t("grid.thisWeek")}</button>`}
      <button aria-label=${t("grid.previous")} onClick=${() => turn(-1)}><${Icon} name="left" /></button>
      <button onClick=${goToday}>${t("grid.today")}</button>
      <button aria-label=${t("grid.next")} onClick=${() => turn(1)}><${Icon} name="right" /></button>
      ${isLast && html`<button onClick=${() => turn(1)}>${t("grid.nextWeek")}</button>`}
    </div>
    <div class="legend">
      <span><i class="swatch pale"></i>${t("grid.planned", { duration: duration(planned) })}</span>
      <span><i class="swatch solid"></i>${t("grid.tracked", { duration: duration(tracked) })}</span>
    </div>
    <div class="joined" role="group">
      ${SPANS.filter((one) => one !== "team" || together.value).map(
        (one) => html`<button aria-pressed=${as === one} onClick=${() => look(one)}>${t(`grid.${one}`)}</button>`,
      )}
    </div>
  </div>
  ${as !== "team" && html`<${Unread} why=${unread} again=${load} />`}`;
}
