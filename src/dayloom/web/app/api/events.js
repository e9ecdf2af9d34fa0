// The server's change feed as it happens. The browser comes back by itself and misses nothing (Last-Event-ID).

/** Who cannot have the feed works without it, after so many milliseconds. */
const PATIENCE = 2000;

/** @typedef {{kind: string, record_id: number, verb: string, operation_id: number}} Change */

/**
 * @param {string} workspace path of the workspace below /api
 * @param {(change: Change) => void} heard
 * @param {() => void} lost the connection broke; the browser tries again
 * @returns {Promise<() => void>} once it is listening: what is read from then on misses nothing; ends it
 */
export function listen(workspace, heard, lost) {
  const source = new EventSource(`/api${workspace}/events`);
  source.addEventListener("change", (event) => heard(JSON.parse(event.data)));
  source.addEventListener("error", lost);
  return new Promise((resolve) => {
    const listening = () => resolve(() => source.close());
    for (const sign of ["open", "error"]) source.addEventListener(sign, listening);
    setTimeout(listening, PATIENCE);
  });
}
