// Side by side: what overlaps shares the width of its lane.

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
  /** @type {(P & {column: number, columns: number})[]} */
  let cluster = [];
  /** @type {number[]} */
  let ends = [];
  const close = () => {
    for (const one of cluster) one.columns = ends.length;
    placed.push(...cluster);
    cluster = [];
    ends = [];
  };
  for (const piece of sorted) {
    if (cluster.length && piece.from >= Math.max(...ends)) close();
    let column = ends.findIndex((end) => end <= piece.from);
    if (column < 0) column = ends.length;
    ends[column] = Math.max(piece.to, piece.from + 15);
    cluster.push({ ...piece, column, columns: 1 });
  }
  close();
  return placed;
}
