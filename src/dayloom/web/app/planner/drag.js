// Dragging with a pointer: a task on to the grid, a block to another time, its end, or over empty hours. While it lasts
// only `drag` changes, so that nothing but the ghost is drawn again; what comes of it is saved at the end.

import { signal } from "../vendor/preact.js";
import { blocks } from "../store/calendar.js";
import { move, plan } from "../store/planning.js";
import { announce } from "../store/notes.js";
import { zoom } from "../store/preferences.js";
import { zone } from "../store/session.js";
import { planned } from "../store/tasks.js";
import { clockTime } from "../time/format.js";
import { instant } from "../time/zone.js";
import { byFinger, press } from "../ui/press.js";
import { t } from "../words/words.js";
import { placed } from "./actions.js";

/**
 * @typedef {object} Drag
 * @property {"task" | "move" | "resize" | "create"} kind
 * @property {any} item a task, or a block
 * @property {string} day where it would go; "" while it is over no day
 * @property {number} from wall minutes
 * @property {number} minutes how long
 */
/** @type {import("../vendor/preact.js").Signal<Drag | null>} */
export const drag = signal(null);

const STEP = 15;
const FINE = 5;
const EDGE = 40;
const SIDE = 16;
const DWELL = 150;
/** What comes from beside the hours passes their edge first. */
const ENTERING = 600;
const DEFAULT_MINUTES = 30;

/** How long a task wants to be. @param {any} task */
export const minutesOf = (task) => Math.max(STEP, task.estimated_mins || DEFAULT_MINUTES);

/** The day column under a point, and the wall minutes there. @param {number} x @param {number} y */
function placeAt(x, y) {
  for (const column of document.querySelectorAll("[data-day]")) {
    const box = column.getBoundingClientRect();
    if (x >= box.left && x < box.right) {
      const clip = column.closest(".grid-scroll")?.getBoundingClientRect();
      if (clip && (y < clip.top || y > clip.bottom)) return null;
      return { day: /** @type {HTMLElement} */ (column).dataset.day ?? "", minutes: ((y - box.top) / zoom.value) * 60 };
    }
  }
  return null;
}

const snapped = (/** @type {number} */ minutes, /** @type {PointerEvent} */ event) => {
  const step = event.altKey ? FINE : STEP;
  return Math.round(minutes / step) * step;
};

/**
 * Begins when a pointer goes down on something that can be dragged; a click stays a click.
 * @param {PointerEvent} event @param {Drag["kind"]} kind @param {any} item @param {number} [grabbed] minutes into the block
 * @param {(at: PointerEvent) => void} [rest] when a finger lets go where it has rested; without it that is a drag as well
 */
export function begin(event, kind, item, grabbed = 0, rest) {
  const at = placeAt(event.clientX, event.clientY)?.minutes ?? 0;
  // An end keeps its distance from the pointer, which is somewhere on the handle.
  const first = kind === "resize" ? at - (item.from + item.minutes) : at;
  let last = event;
  const show = () => (drag.value = dragged(kind, item, last, grabbed, first));
  const edges = scrollAtEdges(show);
  const done = () => {
    edges.end();
    const value = drag.value;
    drag.value = null;
    return value;
  };
  press(event, {
    follow: (moved) => {
      last = moved;
      edges.at(moved.clientX, moved.clientY);
      show();
    },
    drop: () => {
      const value = done();
      if (value?.day) drop(value);
    },
    cancel: done,
    rest:
      rest &&
      ((at) => {
        done();
        rest(at);
      }),
  });
}

/** @returns {Drag} */
function dragged(kind, item, event, grabbed, first) {
  const place = placeAt(event.clientX, event.clientY);
  if (kind === "resize") {
    const till = place ? snapped(place.minutes - first, event) : item.from + item.minutes;
    return { kind, item, day: item.day, from: item.from, minutes: Math.max(STEP, till - item.from) };
  }
  if (!place) return { kind, item, day: "", from: 0, minutes: 0 };
  if (kind === "create") {
    const [a, b] = [snapped(first, event), snapped(place.minutes, event)].sort((one, other) => one - other);
    return { kind, item, day: place.day, from: a, minutes: Math.max(byFinger() ? DEFAULT_MINUTES : STEP, b - a) };
  }
  const minutes = kind === "task" ? minutesOf(item) : item.minutes;
  const from = Math.min(Math.max(0, snapped(place.minutes - grabbed, event)), 24 * 60 - STEP);
  return { kind, item, day: place.day, from, minutes };
}

/** @param {Drag} last */
async function drop(last) {
  const start = instant(last.day, last.from, zone.value);
  const seconds = last.minutes * 60;
  const name = last.kind === "task" ? last.item.name : (last.item?.block?.task?.name ?? t("grid.newBlock"));
  announce(placed("grid.moved", name, start, seconds));
  if (last.kind === "task") {
    planned(last.item.id);
    await plan(last.item, start, seconds);
  } else if (last.kind === "create") {
    drafted.value = { day: last.day, from: last.from, minutes: last.minutes };
  } else {
    await move(last.item.block, last.kind === "resize" ? last.item.block.start : start, seconds);
  }
}

/** Hours that were drawn and wait for a name. @type {import("../vendor/preact.js").Signal<{day: string, from: number, minutes: number} | null>} */
export const drafted = signal(null);

/** What else lies there, for the label of the ghost. @param {Drag} dragged_ */
export function remark(dragged_) {
  const from = instant(dragged_.day, dragged_.from, zone.value);
  const to = from + dragged_.minutes * 60_000;
  const own = dragged_.kind === "task" || dragged_.kind === "create" ? 0 : dragged_.item.block.id;
  const others = [...blocks.value.values()].filter((one) => one.id !== own).sort((a, b) => a.start - b.start);
  const hit = others.find((one) => one.start < to && one.start + one.duration * 1000 > from);
  if (hit) return t("grid.overlaps", { name: hit.task?.name ?? "" });
  const next = others.find((one) => one.start >= to && one.start - to < 4 * 3_600_000);
  if (!next) return t("grid.fits");
  const at = (next.start - instant(dragged_.day, 0, zone.value)) / 60_000;
  return at < 1440 ? t("grid.before", { name: next.task?.name ?? "", time: clockTime(at) }) : t("grid.fits");
}

/**
 * Scrolls the grid while the pointer stays near its edge: after a dwell, and by time, not by how often it moves.
 * @param {() => void} scrolled
 */
function scrollAtEdges(scrolled) {
  const grid = document.querySelector(".grid-scroll");
  let [x, y] = [NaN, NaN];
  let since = 0;
  let wait = ENTERING;
  let frame = 0;
  let last = 0;

  function step(/** @type {number} */ time) {
    frame = requestAnimationFrame(step);
    const passed = time - last;
    last = time;
    if (!grid) return;
    const near = edgesAt(grid, x, y);
    if (!near) return;
    const [aside, along] = near;
    if (!aside && !along) wait = DWELL;
    since = aside || along ? since + passed : 0;
    if (since <= wait) return;
    grid.scrollBy({ left: aside * passed * 0.5, top: along * passed * 0.5, behavior: "instant" });
    scrolled();
  }
  const at = (/** @type {number} */ left, /** @type {number} */ top) => {
    [x, y] = [left, top];
    if (frame) return;
    last = performance.now();
    frame = requestAnimationFrame(step);
  };
  return { at, end: () => cancelAnimationFrame(frame) };
}

/** Which edge of the hours a point is near: [-1, 0 or 1 aside, the same along]; null where it is not in there. @param {Element} grid @param {number} x @param {number} y */
function edgesAt(grid, x, y) {
  const box = grid.getBoundingClientRect();
  if (y < box.top || y > box.bottom || x < box.left || x > box.right) return null;
  const heads = grid.querySelector(".grid-top")?.getBoundingClientRect();
  const hours = grid.querySelector(".hours")?.getBoundingClientRect();
  const [left, right] = hours && hours.left > (box.left + box.right) / 2 ? [box.left, hours.left] : [hours?.right ?? box.left, box.right];
  const side = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ near) => (at < from + near ? -1 : at > to - near ? 1 : 0);
  return [side(x, left, right, SIDE), side(y, heads?.bottom ?? box.top, box.bottom, EDGE)];
}
