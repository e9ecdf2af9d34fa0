// What a page shows is read when it opens, when what it is asked for changes, and when somebody changes it.

import { html, useEffect, useRef, useSignal } from "../vendor/preact.js";
import { reached } from "../api/reach.js";
import { follow } from "../store/live.js";
import { tellError } from "../store/notes.js";
import { presence } from "../store/session.js";
import { Unread } from "./notes.js";

/**
 * `found` is null until the first answer is there, and `again` reads anew; what came in the meantime wins nothing.
 * @template T
 * @param {string[]} kinds of changes upon which it is read again (see the change feed)
 * @param {() => Promise<T>} read
 * @param {unknown[]} inputs what `read` depends on
 * @param {(error: unknown) => void} [fail]
 */
export function useReading(kinds, read, inputs, fail = tellError) {
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
      if (mine === asked.current) fail(error);
    }
  };
  const isIn = presence.value === "in";
  useEffect(() => {
    if (!isIn) return; // behind the door; it is read when its person is back
    again();
    const end = follow(kinds, again);
    return () => {
      asked.current += 1;
      end();
    };
  }, [...inputs, isIn]);
  return { found, again };
}

/**
 * The same for what somebody came to see. Where it cannot be read and there is nothing yet, `unread` says so in its place.
 * @template T
 * @param {string[]} kinds @param {() => Promise<T>} read @param {unknown[]} inputs
 * @param {() => boolean} [isKept] whether something is there, where `read` keeps it elsewhere
 */
export function useShown(kinds, read, inputs, isKept) {
  const why = useSignal("");
  const reading = async () => {
    const answer = await read();
    why.value = "";
    return answer;
  };
  /** @type {() => boolean} */
  const isShown = isKept ?? (() => found.value !== null);
  const { found, again } = useReading(kinds, reading, inputs, (error) => tellError(error, isShown() ? undefined : why));
  useEffect(() => {
    if (reached.value && why.value) again();
  }, [reached.value]);
  return { found, again, unread: why.value && html`<${Unread} why=${why} again=${again} />`, busy: !isShown() && !why.value };
}
