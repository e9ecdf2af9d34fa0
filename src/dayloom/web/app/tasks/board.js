// Tasks by status: cards are dragged to another column, or moved by Alt and the arrow keys.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { columns, move } from "../store/board.js";
import { zone } from "../store/session.js";
import { open } from "../store/task.js";
import { statuses } from "../store/tasks.js";
import { start } from "../store/timer.js";
import { duration, shortDate } from "../time/format.js";
import { today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { t } from "../words/words.js";

const THRESHOLD = 5;
/** The card under the pointer and the status it is over. @type {import("../vendor/preact.js").Signal<{task: any, over: number} | null>} */
const held = signal(null);
/** The card that the keyboard moves to another column: it is drawn anew there, and takes the focus along. */
let carried = 0;

/** Follows the pointer from the card on; a click opens nothing. @param {PointerEvent} event @param {any} task */
function grab(event, task) {
  if (event.button !== 0) return;
  const from = { x: event.clientX, y: event.clientY };
  const onMove = (/** @type {PointerEvent} */ moved) => {
    if (!held.value && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < THRESHOLD) return;
    const column = document.elementFromPoint(moved.clientX, moved.clientY)?.closest("[data-status]");
    held.value = { task, over: Number(column?.getAttribute("data-status") ?? 0) };
  };
  const onKey = (/** @type {KeyboardEvent} */ key) => {
    if (key.key !== "Escape") return;
    held.value = null;
    end();
  };
  const onUp = () => {
    const status = statuses.value.find((one) => one.id === held.value?.over);
    held.value = null;
    end();
    if (status) move(task, status);
  };
  const end = () => {
    held.value = null;
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", end);
    removeEventListener("keydown", onKey, true);
  };
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", end);
  addEventListener("keydown", onKey, true);
}

function Card({ task, at, column }) {
  const card = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (carried !== task.id) return;
    carried = 0;
    card.current?.focus();
  }, []);
  const late = task.end_date && task.end_date < today(zone.value);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1, k: -1, j: 1 }[event.key];
    const next = aside && statuses.value[column + aside];
    if (event.altKey && next) {
      carried = task.id;
      move(task, next);
    } else if (aside) {
      const other = document.querySelectorAll(".board-column")[column + aside]?.querySelectorAll(".board-card");
      /** @type {HTMLElement | undefined} */ (other?.[Math.min(at, other.length - 1)])?.focus();
    } else if (along) {
      const cards = card.current?.parentElement?.querySelectorAll(".board-card");
      /** @type {HTMLElement | undefined} */ (cards?.[at + along])?.focus();
    } else if (event.key === "Enter") open(task.id);
    else if (event.key === " ") start(task);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<li
    ref=${card}
    class=${`board-card${held.value?.task.id === task.id ? " held" : ""}`}
    tabindex="0"
    onKeyDown=${onKeyDown}
    onDblClick=${() => open(task.id)}
    onPointerDown=${(/** @type {PointerEvent} */ event) => grab(event, task)}
  >
    <span class="task-name" dir="auto">${task.name}</span>
    <span class="task-meta">
      ${task.project && html`<i class="dot" style=${paint(task.project)}></i><span dir="auto">${task.project.name}</span>`}
      ${task.end_date && html`<span class=${late ? "late" : ""}>${shortDate(task.end_date)}</span>`}
      ${task.estimated_mins && html`<span>${duration(task.estimated_mins * 60)}</span>`}
    </span>
  </li>`;
}

/** The view. */
export function Board() {
  return html`<div class="board">
    <p class="unseen" id="board-hint">${t("board.hint")}</p>
    <div class="board-columns">
      ${statuses.value.map((status, column) => {
        const { tasks, total } = columns.value.get(status.id) ?? { tasks: [], total: 0 };
        return html`<section key=${status.id} class=${`board-column${held.value?.over === status.id ? " over" : ""}`} data-status=${status.id}>
          <h2><span dir="auto">${status.name}</span> <small>${total}</small></h2>
          <ul aria-label=${status.name} aria-describedby="board-hint">
            ${tasks.map((task, at) => html`<${Card} key=${task.id} task=${task} at=${at} column=${column} />`)}
          </ul>
          ${!tasks.length && html`<p class="empty">${t("board.empty")}</p>`}
          ${total > tasks.length && html`<p class="empty">${t("board.more", { count: total - tasks.length })}</p>`}
        </section>`;
      })}
    </div>
  </div>`;
}
