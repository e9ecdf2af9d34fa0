// Of a long list only the rows in view are in the page. A row's height is measured as it is drawn; a row that was never
// drawn counts as the usual one, which is settled by the first rows, so that nothing jumps.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

const SPARE = 8;
const SOME = 10;
/** So much higher or lower than the usual one is usual as well: in pixels. */
const NEAR = 0.5;

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
    if (!known.size) return (to - from) * (usual.current || guess);
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += height(index);
    return sum;
  };
  const look = (remeasured = false) => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    let index = known.size ? 0 : Math.min(ids.length, Math.floor(scrollTop / (usual.current || guess)));
    let top = between(0, index);
    while (index < ids.length && top + height(index) < scrollTop) top += height(index++);
    const first = Math.max(0, index - SPARE);
    while (index < ids.length && top < scrollTop + clientHeight) top += height(index++);
    const last = Math.min(ids.length, index + SPARE);
    if (remeasured || first !== view.first || last !== view.last) setView({ first, last, drawn: view.drawn + 1 });
  };
  useLayoutEffect(() => {
    // Rows as high as expected change nothing: they are neither kept nor drawn once more.
    let changed = false;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (box.current?.querySelectorAll("[data-row]") ?? [])) {
      const id = Number(row.dataset.row);
      const { height: measured } = row.getBoundingClientRect();
      const isUsual = usual.current > 0 && Math.abs(measured - usual.current) < NEAR;
      const expected = known.get(id) ?? usual.current;
      changed ||= Math.abs(expected - measured) >= NEAR;
      if (isUsual) known.delete(id);
      else known.set(id, measured);
    }
    if (!usual.current && known.size >= SOME) {
      usual.current = [...known.values()].reduce((sum, one) => sum + one) / known.size;
      for (const [id, one] of known) if (Math.abs(one - usual.current) < NEAR) known.delete(id);
    }
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
