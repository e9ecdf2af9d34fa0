// Of a long list only the rows in view are in the page. A row's height is measured as it is drawn; a row that was never
// drawn counts as the usual one, which is settled by the first rows, so that nothing jumps.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

const SPARE = 8;
const SOME = 10;

/**
 * `box` goes to the element that scrolls, with `onScroll`; draw `ids[first]` to `ids[last - 1]` between `before` and
 * `after`, each with its id as `data-row`.
 * @param {number[]} ids
 * @param {number} guess of a row's height, in pixels
 */
export function useRows(ids, guess) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const known = useRef(/** @type {Map<number, number>} */ (new Map())).current;
  const usual = useRef(0);
  const [view, setView] = useState({ first: 0, last: 30, drawn: 0 });
  const height = (/** @type {number} */ index) => known.get(ids[index]) ?? (usual.current || guess);
  const between = (/** @type {number} */ from, /** @type {number} */ to) => {
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += height(index);
    return sum;
  };
  const look = (remeasured = false) => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    let index = 0;
    let top = 0;
    while (index < ids.length && top + height(index) < scrollTop) top += height(index++);
    const first = Math.max(0, index - SPARE);
    while (index < ids.length && top < scrollTop + clientHeight) top += height(index++);
    const last = Math.min(ids.length, index + SPARE);
    if (remeasured || first !== view.first || last !== view.last) setView({ first, last, drawn: view.drawn + 1 });
  };
  useLayoutEffect(() => {
    let changed = false;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (box.current?.querySelectorAll("[data-row]") ?? [])) {
      const id = Number(row.dataset.row);
      const { height: measured } = row.getBoundingClientRect();
      changed ||= known.get(id) !== measured;
      known.set(id, measured);
    }
    if (!usual.current && known.size >= SOME) usual.current = [...known.values()].reduce((sum, one) => sum + one) / known.size;
    look(changed);
  });
  const first = Math.min(view.first, ids.length);
  const last = Math.min(view.last, ids.length);
  const gap = (/** @type {number} */ size) => html`<li class="gap" role="presentation" style=${{ height: `${size}px` }}></li>`;
  return {
    box,
    first,
    last,
    onScroll: () => look(),
    before: first > 0 && gap(between(0, first)),
    after: last < ids.length && gap(between(last, ids.length)),
    /** Brings a row into view. @param {number} index */
    show: (index) => {
      if (box.current) box.current.scrollTop = Math.max(0, between(0, index) - 120);
    },
  };
}
