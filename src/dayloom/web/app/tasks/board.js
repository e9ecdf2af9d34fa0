// Tasks by status: cards are dragged to another column, or moved by Alt and the arrow keys.

import { html, signal, useLayoutEffect, useRef } from "../vendor/preact.js";
import { columns, load, move, unread } from "../store/board.js";
import { zone } from "../store/session.js";
import { open } from "../store/place.js";
import { narrowed } from "../store/task-filters.js";
import { loadPlaces, placesUnread, statuses } from "../store/tasks.js";
import { start } from "../store/timer.js";
import { duration, shortDate } from "../time/format.js";
import { today } from "../time/zone.js";
import { paint } from "../ui/colour.js";
import { sideways } from "../ui/direction.js";
import { openMenu } from "../ui/menu.js";
import { Unread } from "../ui/notes.js";
import { byFinger, press, steady } from "../ui/press.js";
import { t } from "../words/words.js";

/** The card under the pointer and the status it is over. @type {import("../vendor/preact.js").Signal<{task: any, over: number} | null>} */
const held = signal(null);
/** The card that the keyboard moves to another column: it is drawn anew there, and takes the focus along. */
let carried = 0;

/** Follows the pointer from the card on. @param {PointerEvent} event @param {any} task */
function grab(event, task) {
  const follow = (/** @type {PointerEvent} */ moved) => {
    const column = document.elementFromPoint(moved.clientX, moved.clientY)?.closest("[data-status]");
    held.value = { task, over: Number(column?.getAttribute("data-status") ?? 0) };
  };
  const cancel = () => (held.value = null);
  const drop = () => {
    const status = statuses.value.find((one) => one.id === held.value?.over);
    cancel();
    if (status) move(task, status);
  };
  const rest = (/** @type {PointerEvent} */ at) => {
    cancel();
    openMenu(at.clientX, at.clientY, menu(task));
  };
  press(event, { follow, drop, cancel, rest });
}

/** What a drag and the keys do, to choose. @param {any} task */
const menu = (task) => [
  { label: t("block.open.task"), act: () => open(task.id), key: "Enter" },
  { label: t("block.track"), act: () => start(task), key: "Space" },
  ...statuses.value.map((status) => ({ label: t("board.moveTo", { status: status.name }), act: () => move(task, status), off: status.id === task.status_id })),
];

function Card({ task, at, column }) {
  const card = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (carried !== task.id) return;
    carried = 0;
    card.current?.focus();
  }, []);
  const late = task.end_date && task.end_date < today(zone.value);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const aside = sideways(event);
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
    id=${`task-${task.id}`}
    ref=${card}
    class=${`board-card${held.value?.task.id === task.id ? " held" : ""}`}
    tabindex="0"
    onKeyDown=${onKeyDown}
    onClick=${() => byFinger() && open(task.id)}
    onDblClick=${() => open(task.id)}
    onContextMenu=${(/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      openMenu(event.clientX, event.clientY, menu(task));
    }}
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
  const isRead = columns.value.size > 0;
  const none = isRead && [...columns.value.values()].every(({ total }) => !total) && !narrowed.value;
  if (!statuses.value.length) return html`<${Unread} why=${placesUnread} again=${loadPlaces} />`;
  return html`<div class="board">
    <${Unread} why=${unread} again=${load} />
    <p class="unseen" id="board-hint">${t("board.hint")}</p>
    ${none && html`<p class="empty">${t("tasks.none")}</p>`}
    <div class="board-columns" ...${steady}>
      ${statuses.value.map((status, column) => {
        const { tasks, total } = columns.value.get(status.id) ?? { tasks: [], total: 0 };
        return html`<section key=${status.id} class=${`board-column${held.value?.over === status.id ? " over" : ""}`} data-status=${status.id}>
          <h2><span dir="auto">${status.name}</span> <small>${total}</small></h2>
          <ul aria-label=${status.name} aria-describedby="board-hint">
            ${tasks.map((task, at) => html`<${Card} key=${task.id} task=${task} at=${at} column=${column} />`)}
          </ul>
          ${isRead && !tasks.length && !none && html`<p class="empty">${t("board.empty")}</p>`}
          ${total > tasks.length && html`<p class="empty">${t("board.more", { count: total - tasks.length })}</p>`}
        </section>`;
      })}
    </div>
  </div>`;
}
