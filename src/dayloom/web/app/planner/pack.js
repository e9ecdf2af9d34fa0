// Side by side: what overlaps shares the width of its lane.

/** Piece → as it was placed last: what stays where it is stays the same object, so that it is not drawn anew. @type {WeakMap<object, any>} */
const last = new WeakMap();

/** @template P @param {P & object} piece @param {number} column @param {number} columns @returns {P & {column: number, columns: number}} */
function placedAs(piece, column, columns) {
  const before = last.get(piece);
  if (before?.column === column && before.columns === columns) return before;
  const now = { ...piece, column, columns };
  last.set(piece, now);
  return now;
}

/**
 * Gives each piece a column of as many as its cluster needs. A piece counts as a quarter hour at least, as it is drawn.
 * @template {{from: number, to: number}} P
 * @param {P[]} list
 * @returns {(P & {column: number, columns: number})[]}
 */
export function pack(list) {
  const sorted = [...list].sort((a, b) => a.from - b.from || b.to - a.to);
  /** @type {(P & {column: number, columns: number})[]} */
  const placed = [];
  /** @type {{piece: P, column: number}[]} */
  let cluster = [];
  /** @type {number[]} */
  let ends = [];
  const close = () => {
    for (const { piece, column } of cluster) placed.push(placedAs(piece, column, ends.length));
    cluster = [];
    ends = [];
  };
  for (const piece of sorted) {
    if (cluster.length && piece.from >= Math.max(...ends)) close();
    let column = ends.findIndex((end) => end <= piece.from);
    if (column < 0) column = ends.length;
    ends[column] = Math.max(piece.to, piece.from + 15);
    cluster.push({ piece, column });
  }
  close();
  return placed;
}

/** Short tracked pieces that would be drawn over each other become one, their `pile`; a long one begins below it. @param {any[]} list @param {number | undefined} runs id of what runs, which stays by itself */
export function gather(list, runs) {
  const found = /** @type {any[]} */ ([]);
  for (const piece of [...list].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const before = found[found.length - 1];
    const low = before && (before.pile || before.to - before.from < 15) && before.entry.id !== runs;
    const end = low ? Math.max(before.to, before.from + 15) : 0;
    const isOver = piece.from < end;
    if (isOver && piece.from >= before.to && (piece.to >= end + 15 || piece.entry.id === runs)) found.push({ ...piece, from: end });
    else if (isOver && piece.to - piece.from < 30 && piece.entry.id !== runs) {
      found[found.length - 1] = { ...before, pile: [...(before.pile ?? [before.entry]), piece.entry], to: Math.max(before.to, piece.to) };
    } else found.push(piece);
  }
  return found;
}
