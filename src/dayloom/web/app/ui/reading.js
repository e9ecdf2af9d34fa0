// What a page shows is read when it opens, when what it is asked for changes, and when somebody changes it.

import { useEffect, useRef, useSignal } from "../vendor/preact.js";
import { follow } from "../store/live.js";
import { tellError } from "../store/notes.js";

/**
 * `found` is null until the first answer is there, and `again` reads anew; what came in the meantime wins nothing.
 * @template T
 * @param {string[]} kinds of changes upon which it is read again (see the change feed)
 * @param {() => Promise<T>} read
 * @param {unknown[]} inputs what `read` depends on
 */
export function useReading(kinds, read, inputs) {
  const found = useSignal(/** @type {T | null} */ (null));
  const asked = useRef(0);
  // A change may be told to a reader of before: it reads what is asked for now.
  const latest = useRef(read);
  latest.current = read;
  const again = async () => {
    const mine = ++asked.current;
    try {
      const answer = await latest.current();
      if (mine === asked.current) found.value = answer;
    } catch (error) {
      tellError(error);
    }
  };
  useEffect(() => {
    again();
    const end = follow(kinds, again);
    return () => {
      asked.current += 1;
      end();
    };
  }, inputs);
  return { found, again };
}
