// One planned block, one tracked entry, and the ghost of what is being dragged.

import { html, useComputed } from "../vendor/preact.js";
import { complete, move, takeOff } from "../store/planning.js";
import { days } from "../store/shown.js";
import { announce } from "../store/notes.js";
import { open } from "../store/place.js";
import { zoom } from "../store/preferences.js";
import { zone } from "../store/session.js";
import { elapsed, nameOf, running, withChanges } from "../store/timer.js";
import { clockTime, compact, fullDate, spent, stopwatch, ticking, weekdayName } from "../time/format.js";
import { addDays, instant, wall } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { sideways } from "../ui/direction.js";
import { Icon } from "../ui/icons.js";
import { byFinger } from "../ui/press.js";
import { t } from "../words/words.js";
import { edited, lies, placed, showMenu } from "./actions.js";
import { begin, drag, remark } from "./drag.js";
import { along, alongTracked, beside, focusCalendar, focusOn, last, lastTracked, stop, trackedStop } from "./walk.js";

const STEP = 15;
const ONE_LINE = 30;

/** @param {{from: number, to: number, column: number, columns: number}} piece */
export function boxOf({ from, to, column, columns }) {
  return {
    top: `${(from / 60) * zoom.value}px`,
    height: `${Math.max(((to - from) / 60) * zoom.value - 2, 14)}px`,
    insetInlineStart: `${(column / columns) * 100}%`,
    width: `calc(${100 / columns}% - 3px)`,
  };
}

/** Pixels of a line of the name, and of what is above and below all of them. */
const [LINE, REST] = [15.6, 23];
/** So many whole lines of the name have room beside the time. @param {number} minutes */
const linesIn = (minutes) => Math.max(1, Math.floor(((minutes / 60) * zoom.value - REST) / LINE));

/** Takes it off; the focus goes to what is next to it. @param {any} block */
function remove(block) {
  const next = along(block.id, 1) ?? along(block.id, -1);
  announce(t("grid.deleted", { name: block.task?.name ?? "" }));
  takeOff(block);
  requestAnimationFrame(() => (next ? focusOn(next) : focusCalendar()));
}

/** Goes to another block by the arrows alone; moves or resizes with the same steps as the pointer's. */
function onBlockKey(/** @type {KeyboardEvent} */ event, /** @type {any} */ piece) {
  const { block } = piece;
  const step = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
  const side = sideways(event);
  const at = wall(block.start, zone.value);
  let next = null;
  if (event.altKey && step) next = [instant(at.day, at.minutes + step, zone.value), block.duration];
  else if (event.altKey && side) next = [instant(addDays(at.day, side), at.minutes, zone.value), block.duration];
  else if (event.shiftKey && step) next = [block.start, Math.max(STEP * 60, block.duration + step * 60)];
  if (next) {
    event.preventDefault();
    const [start, seconds] = next;
    move(block, start, seconds);
    announce(lies(block, start, seconds));
    // A block on another day is another element: the focus goes with it.
    requestAnimationFrame(() => focusOn(block.id));
  } else if ((step || side) && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const to = step ? along(block.id, Math.sign(step)) : beside(block, /** @type {number} */ (side));
    if (to) focusOn(to);
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    remove(block);
  } else if (event.key === "d" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    complete(block, !block.done);
  } else if (event.key === "Enter" || event.key === "ContextMenu") {
    event.preventDefault();
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    showMenu(box.left + 8, box.top + 20, block);
  }
}

/** "23:30 – Tue 01:30": what lies on another day than the piece says which. @param {number} start @param {number} seconds @param {any} piece */
function hoursOf(start, seconds, piece) {
  const of = (/** @type {number} */ at, /** @type {boolean} */ isHere) => {
    const { day, minutes } = wall(at, zone.value);
    return isHere ? clockTime(minutes) : `${weekdayName(day)} ${clockTime(minutes)}`;
  };
  return [of(start, piece.first), ` – ${of(start + seconds * 1000, piece.last)}`];
}

/** A planned block on one day. @param {{piece: any}} props */
export function PlannedBlock({ piece }) {
  const { block, from, to, day } = piece;
  const name = block.task?.name ?? t("grid.hidden");
  const short = to - from <= ONE_LINE;
  // Given as it is: where the stop goes on, nothing is drawn anew.
  const tab = useComputed(() => (stop.value === block.id ? 0 : -1));
  const label = placed("grid.block", name, block.start, block.duration);
  const hours = hoursOf(block.start, block.duration, piece);
  const grab = (/** @type {PointerEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.currentTarget);
    const into = ((event.clientY - target.getBoundingClientRect().top) / zoom.value) * 60;
    begin(event, "move", { block, from, minutes: block.duration / 60, day }, into, menuAt);
  };
  const menuAt = (/** @type {MouseEvent} */ event) => showMenu(event.clientX, event.clientY, block);
  return html`<div
    id=${piece.first ? `block-${block.id}` : undefined}
    class=${`block planned${block.done ? " done" : ""}${short ? " short" : ""}${block.id < 0 ? " unsaved" : ""}`}
    style=${{ ...boxOf(piece), ...paint(block.task?.project), "--lines": linesIn(to - from) }}
    role="button"
    tabindex=${piece.first ? tab : -1}
    aria-label=${label}
    aria-describedby="block-hint"
    title=${`${name}\n${hours.join("")}`}
    onFocus=${() => (last.value = block.id)}
    onPointerDown=${grab}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => onBlockKey(event, piece)}
    onClick=${() => byFinger() && block.task && open(block.task_id)}
    onDblClick=${() => block.task && open(block.task_id)}
    onContextMenu=${(/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      menuAt(event);
    }}
  >
    <span class="block-name">${block.done && html`<${Icon} name="check" size=${12} /> `}${name}</span>
    <span class="block-time">${hours[0]}<span class="till">${hours[1]}</span></span>
    ${piece.last &&
    html`<span
      class="block-end"
      onPointerDown=${(/** @type {PointerEvent} */ event) => {
        event.stopPropagation();
        begin(event, "resize", { block, from, minutes: to - from, day });
      }}
    ></span>`}
  </div>`;
}

/** @param {KeyboardEvent} event @param {any} entry */
function onTrackedKey(event, entry) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? sideways(event);
  const plain = !event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey;
  const gone = event.key === "Delete";
  if (!plain || !(step || gone || event.key === "Enter" || event.key === " ")) return;
  event.preventDefault();
  event.stopPropagation();
  if (step) alongTracked(entry.id, step);
  else if (gone) withChanges((part) => part.throwAway(entry));
  else edited.value = entry;
}

/** Tracked time on one day. @param {{piece: any}} props */
export function TrackedBlock({ piece }) {
  const { entry, from, to } = piece;
  const runs = running.value?.id === entry.id;
  const name = nameOf(entry);
  const seconds = entry.duration ?? 0;
  const length = runs ? stopwatch(elapsed.value) : spent(seconds);
  const began = wall(entry.start, zone.value);
  const label = t("grid.entry", { name, duration: length, from: clockTime(began.minutes), day: fullDate(began.day) });
  const tab = useComputed(() => (trackedStop.value === entry.id ? 0 : -1));
  return html`<div
    id=${piece.first ? `entry-${entry.id}` : undefined}
    class=${`block tracked${runs ? " running" : ""}${to - from <= ONE_LINE ? " short" : ""}${entry.type === "break" ? " break" : ""}`}
    style=${{ ...boxOf(piece), ...paint(entry.project) }}
    role="button"
    tabindex=${piece.first ? tab : -1}
    aria-label=${label}
    title=${`${name}\n${hoursOf(entry.start, runs ? elapsed.value : (entry.duration ?? 0), piece).join("")}\n${t("grid.editEntry")}`}
    onFocus=${() => (lastTracked.value = entry.id)}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => onTrackedKey(event, entry)}
    onClick=${() => (edited.value = entry)}
  >
    <span class="block-name"><span class="wide">${runs ? ticking(elapsed.value) : length}</span><span class="narrow">${runs ? ticking(elapsed.value) : compact(seconds)}</span></span>
    <span class="block-time">${runs ? t("grid.running") : name}</span>
  </div>`;
}

/** Where the dragged thing would go, on the day that it is over. @param {{day: string}} props */
export function Ghost({ day }) {
  const shown = drag.value;
  if (!shown || shown.day !== day) return null;
  const { from, minutes } = shown;
  const name = shown.kind === "task" ? shown.item.name : (shown.item?.block?.task?.name ?? t("grid.newBlock"));
  const box = boxOf({ from, to: from + minutes, column: 0, columns: 1 });
  // On the last days there is no room to its right.
  const turned = days.value.indexOf(day) > days.value.length - 3 && days.value.length > 3;
  return html`<div class=${`block ghost${turned ? " turned" : ""}`} style=${box}>
    <span class="block-name">${name}</span>
    <span class="ghost-label">${clockTime(from)} – ${clockTime(from + minutes)} · ${remark(shown)}</span>
  </div>`;
}
