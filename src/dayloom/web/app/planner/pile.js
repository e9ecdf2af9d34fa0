// Tracked pieces too short to be read beside each other, as one: a menu leads to each of them.

import { html, useComputed } from "../vendor/preact.js";
import { zone } from "../store/session.js";
import { nameOf } from "../store/timer.js";
import { clockTime, compact, fullDate, spent } from "../time/format.js";
import { wall } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { sideways } from "../ui/direction.js";
import { openMenu } from "../ui/menu.js";
import { t } from "../words/words.js";
import { edited } from "./actions.js";
import { boxOf } from "./block.js";
import { alongTracked, lastTracked, trackedStop } from "./walk.js";

/** @param {{piece: any}} props */
export function Pile({ piece }) {
  /** @type {import("../store/calendar.js").Entry[]} */ const of = piece.pile;
  const seconds = of.reduce((sum, one) => sum + (one.duration ?? 0), 0);
  const { day, minutes } = wall(of[0].start, zone.value);
  const label = t("grid.pile", { count: of.length, duration: spent(seconds), from: clockTime(minutes), day: fullDate(day) });
  const lines = of.map((entry) => ({
    label: `${clockTime(wall(entry.start, zone.value).minutes)} ${nameOf(entry)} · ${spent(entry.duration ?? 0)}`,
    act: () => (edited.value = entry),
  }));
  const tab = useComputed(() => (of.some((entry) => entry.id === trackedStop.value) ? 0 : -1));
  const show = (/** @type {any} */ event) => {
    const box = event.currentTarget.getBoundingClientRect();
    openMenu(box.left, box.bottom + 2, lines);
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? sideways(event);
    if (!step && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) alongTracked(step < 0 ? of[0].id : of[of.length - 1].id, step);
    else show(event);
  };
  return html`<div
    id=${`entry-${of[0].id}`}
    class="block tracked short"
    style=${{ ...boxOf(piece), ...paint(of[0].project) }}
    role="button"
    aria-haspopup="menu"
    tabindex=${tab}
    aria-label=${label}
    title=${lines.map((line) => line.label).join("\n")}
    onFocus=${() => (lastTracked.value = of[0].id)}
    onKeyDown=${onKeyDown}
    onClick=${show}
  >
    <span class="block-name">${of.length}×<span class="wide"> ${compact(seconds)}</span></span>
  </div>`;
}
