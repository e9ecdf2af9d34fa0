// Saves what has waited for the server, one after the other; what the server refuses is kept for the person to decide.

import { Refused, sendAgain } from "../api/client.js";
import { change, drop, makeReal, readWrites, waiting } from "../api/waiting.js";
import { t } from "../words/words.js";
import { readAll } from "./live.js";
import { reasonOf } from "./notes.js";

const LATER = 5000;
/** So many times the server may fail at one write; then it is no use to go on. */
const MOST_TRIES = 4;
/** The server knows a write by its key for a day. */
const KNOWN = 23 * 3_600_000;
let busy = false;
let timeout = 0;

/** Two tabs take turns, where the browser can have them do so; else the writes' keys see to one effect. */
const alone = (/** @type {() => Promise<void>} */ act) => (navigator.locks ? navigator.locks.request("dayloom writes", act) : act());

/** Goes on until nothing waits, or the server is not reached. */
export async function replay() {
  if (busy) return;
  busy = true;
  clearTimeout(timeout);
  try {
    await alone(async () => {
      await readWrites();
      let some = false;
      while (waiting().length && (await savedFirst())) some = true;
      if (some) readAll();
    });
  } finally {
    busy = false;
  }
}

/** @returns {Promise<boolean>} whether to go on */
async function savedFirst() {
  const [write] = waiting();
  if (write.sent && write.method === "POST" && Date.now() - write.at > KNOWN) {
    await change({ ...write, sent: false, problem: t("unsaved.old") });
    return true;
  }
  try {
    const answer = await sendAgain(write);
    if (write.method === "POST" && answer?.id) await makeReal(write, answer.id);
    await drop(write);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 0 || error.status === 401) return false; // the network's end, or the session's
    const tries = (write.tries ?? 0) + 1;
    const passing = error.status === 429 || error.status >= 500;
    if (passing && tries < MOST_TRIES) {
      await change({ ...write, tries });
      timeout = setTimeout(replay, (error.retryAfter ?? 0) * 1000 || LATER * tries);
      return false;
    }
    await change({ ...write, tries: 0, problem: reasonOf(error) });
    return true;
  }
}
