// One entry as a line: each part of it is edited where it stands.

import { html } from "../vendor/preact.js";
import * as store from "../store/entries.js";
import { zone } from "../store/session.js";
import { open } from "../store/place.js";
import { stop } from "../store/timer.js";
import { clockTime, duration, spent } from "../time/format.js";
import { instant, wall } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icons.js";
import { openMenu } from "../ui/menu.js";
import { t } from "../words/words.js";
import { Pick, findProjects, findTasks } from "./fields.js";
import { parseClock, parseLength, parseSeconds } from "../time/lengths.js";
import { doubt, endOf, lengthOf, titleOf } from "./times.js";

/** @typedef {import("../store/entries-week.js").Entry} Entry */

const DAY = 24 * 60;

/** Saves other times, and tells what is odd about them. @param {Entry} entry @param {Partial<Entry>} times */
async function retime(entry, times) {
  const saved = await store.save(entry, times);
  if (saved) doubt({ ...entry, ...times });
  return saved;
}

/** A new start leaves the end where it is, unless it lies behind it. @param {Entry} entry @param {number} minutes */
function restart(entry, minutes) {
  const start = instant(entry.day, minutes, zone.value);
  if (entry.duration === null) return store.save(entry, { start });
  const left = (endOf(entry) - start) / 1000;
  return retime(entry, left > 0 ? { start, duration: left } : { start });
}

/** An end before the start is on the next day. @param {Entry} entry @param {number} minutes */
function finish(entry, minutes) {
  const start = /** @type {number} */ (entry.start);
  const from = wall(start, zone.value);
  const end = instant(from.day, minutes < Math.floor(from.minutes) ? minutes + DAY : minutes, zone.value);
  return retime(entry, { duration: Math.max(0, Math.round((end - start) / 1000)) });
}

const duplicate = (/** @type {Entry} */ entry) =>
  store.add([{
    ...store.likeness(entry),
    ...(entry.start === null ? { tracked_at: new Date(instant(entry.day, 0, zone.value)).toISOString() } : { start: entry.start }),
    duration: entry.duration,
  }]);

function menuOf(/** @type {Entry} */ entry) {
  const rest = entry.type === "break";
  return [
    ...(entry.task ? [{ label: t("block.open.task"), act: () => open(entry.task.id) }] : []),
    ...(entry.duration === null ? [] : [{ label: t("block.duplicate"), act: () => duplicate(entry) }]),
    { label: t(rest ? "entries.makeWork" : "entries.makeBreak"), act: () => store.save(entry, { type: rest ? "activity" : "break" }) },
    { label: t(entry.billable ? "entries.makeUnbillable" : "entries.makeBillable"), act: () => store.save(entry, { billable: !entry.billable }) },
    { label: t("entries.delete"), act: () => store.drop([entry]) },
  ];
}

function Times({ entry, title }) {
  if (entry.start === null) return html`<span class="entry-times">${t("entries.noClock")}</span>`;
  const from = wall(entry.start, zone.value);
  const to = entry.duration === null ? null : wall(endOf(entry), zone.value);
  return html`<span class="entry-times">
    <${Field} kind="clock" label=${t("entries.startOf", { name: title })} value=${clockTime(from.minutes)} parse=${parseClock} save=${(/** @type {number} */ minutes) => restart(entry, minutes)} />
    <span aria-hidden="true">–</span>
    ${to
      ? html`<${Field} kind="clock" label=${t("entries.endOf", { name: title })} value=${clockTime(to.minutes)} parse=${parseClock} save=${(/** @type {number} */ minutes) => finish(entry, minutes)} />`
      : html`<span class="entry-now">${t("grid.running")}</span>`}
    ${to && to.day !== from.day && html`<sup title=${t("entries.nextDay")}>+1</sup>`}
  </span>`;
}

function Length({ entry, title }) {
  if (entry.duration === null) return html`<b class="entry-length running">${duration(lengthOf(entry))}</b>`;
  const parse = (/** @type {string} */ text) => (text.trim() ? (parseSeconds(text) ?? parseLength(text)) : null);
  return html`<${Field} kind="entry-length" label=${t("entries.lengthOf", { name: title })} value=${spent(entry.duration)} parse=${parse} save=${(/** @type {number} */ seconds) => retime(entry, { duration: seconds })} />`;
}

/** @param {{entry: Entry, selected: boolean, onSelect: (range: boolean) => void}} props */
export function Line({ entry, selected, onSelect }) {
  const title = titleOf(entry);
  const running = entry.duration === null;
  const said = entry.task ? entry.task.name : entry.task_id ? t("grid.hidden") : t("entries.addTask");
  const more = (/** @type {any} */ event) => {
    const box = event.currentTarget.getBoundingClientRect();
    openMenu(box.right - 200, box.bottom + 4, menuOf(entry));
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Delete") store.drop([entry]);
  };
  return html`<li id=${`entry-${entry.id}`} class=${`entry-line${running ? " runs" : ""}${entry.type === "break" ? " rests" : ""}`} data-entry=${entry.id}>
    <label class="entry-check"><input
      type="checkbox"
      aria-label=${t("entries.select", { name: title })}
      checked=${selected}
      onClick=${(/** @type {MouseEvent} */ event) => onSelect(event.shiftKey)}
      onKeyDown=${onKeyDown}
    /></label>
    <span class=${`entry-what${entry.task && !entry.description ? " wordless" : ""}`}>
      <${Field} kind="words" label=${t("entries.descriptionOf", { name: title })} value=${entry.description ?? ""} placeholder=${entry.task ? t("entries.what") : title} save=${(/** @type {string} */ text) => store.save(entry, { description: text || null })} />
      <span class="entry-of">
        <${Pick} id=${`task-of-${entry.id}`} label=${t("entries.taskOf", { name: entry.task?.name ?? t("timer.noTask") })} find=${findTasks(true)} onChoose=${(/** @type {any} */ offer) => store.save(entry, { task_id: offer.id || null }, { task: offer.of, project: offer.of?.project ?? null })}>
          <span dir="auto">${said}</span>
        <//>
        <${Pick} id=${`project-of-${entry.id}`} label=${t("entries.projectOf", { name: entry.project?.name ?? t("nav.noProject") })} find=${findProjects(true)} onChoose=${(/** @type {any} */ offer) => store.save(entry, { project_id: offer.id || null }, { project: offer.of ?? entry.task?.project ?? null })}>
          <i class="dot" style=${paint(entry.project)}></i><span dir="auto">${entry.project?.name ?? t("nav.noProject")}</span>
        <//>
        ${entry.type === "break" && html`<span class="entry-tag">${t("entries.break")}</span>`}
        ${entry.billable && html`<span class="entry-tag">${t("entries.billable")}</span>`}
        ${entry.tags.map((/** @type {any} */ tag) => html`<span class="entry-tag" dir="auto">${tag.name}</span>`)}
      </span>
    </span>
    <${Times} entry=${entry} title=${title} />
    <${Length} entry=${entry} title=${title} />
    <span class="entry-acts">
      ${running
        ? html`<button class="stop" aria-label=${t("timer.stop")} title=${t("timer.stop")} onClick=${stop}><i class="square"></i></button>`
        : html`<button class="icon-button" aria-label=${t("entries.again", { name: title })} title=${t("entries.continue")} onClick=${() => store.again(entry)}><i class="entry-play"></i></button>`}
      <button class="icon-button" aria-label=${t("entries.more", { name: title })} aria-haspopup="menu" onClick=${more}><${Icon} name="more" /></button>
    </span>
  </li>`;
}
