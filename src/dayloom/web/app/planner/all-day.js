// What a day has without an hour: what is due, and events that last the whole day.

import { html } from "../vendor/preact.js";
import { days } from "../store/shown.js";
import { dues, events } from "../store/events.js";
import { zone } from "../store/session.js";
import { open } from "../store/place.js";
import { fullDate } from "../time/format.js";
import { wall } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { t } from "../words/words.js";

/** So many of a day before the others are counted. */
const MOST = 3;

/** Whole-day events of a day; they end with the midnight after their last day. @param {string} day */
export function eventsOf(day) {
  return events.value.filter((event) => event.allDay && wall(event.start, zone.value).day <= day && day <= wall(event.end - 1000, zone.value).day);
}

/** @param {{day: string}} props */
function Day({ day }) {
  const whole = eventsOf(day);
  const due = dues.value.filter((task) => task.end_date === day);
  return html`<div class="all-day" role="cell" aria-label=${t("grid.allDay", { day: fullDate(day) })}>
    ${whole.map((event) => html`<span class="day-event" key=${event.id} dir="auto" title=${event.title}>${event.title}</span>`)}
    ${due.slice(0, MOST).map(
      (task) => html`<button class="day-due" key=${task.id} style=${paint(task.project)} dir="auto" title=${t("grid.due", { name: task.name })} aria-label=${t("grid.due", { name: task.name })} onClick=${() => open(task.id)}>${task.name}</button>`,
    )}
    ${due.length > MOST && html`<small>${t("board.more", { count: due.length - MOST })}</small>`}
  </div>`;
}

/** The row. */
export function AllDay() {
  return html`<div class="grid-days" role="row">
    <div class="corner" role="rowheader"><span class="unseen">${t("grid.wholeDay")}</span></div>
    ${days.value.map((day) => html`<${Day} key=${day} day=${day} />`)}
  </div>`;
}
