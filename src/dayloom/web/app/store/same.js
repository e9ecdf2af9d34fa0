// Keeping objects that say the same as new ones, so that what did not change is not drawn again.

/** @param {unknown} one @param {unknown} other */
export const equal = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

/**
 * The new list by id, with every old object that says the same; the old map itself where nothing changed.
 * @template {{id: number}} T
 * @param {Map<number, T>} before @param {T[]} list @returns {Map<number, T>}
 */
export function merged(before, list) {
  let changed = before.size !== list.length;
  const after = new Map(
    list.map((one) => {
      const old = before.get(one.id);
      if (old && equal(old, one)) return [one.id, old];
      changed = true;
      return [one.id, one];
    }),
  );
  return changed ? after : before;
}
