// The server's change feed as it happens. The browser comes back by itself and misses nothing (Last-Event-ID).

/**
 * @param {string} workspace path of the workspace below /api
 * @param {(change: {kind: string, record_id: number, verb: string}) => void} heard
 * @returns {() => void} ends it
 */
export function listen(workspace, heard) {
  const source = new EventSource(`/api${workspace}/events`);
  source.addEventListener("change", (event) => heard(JSON.parse(event.data)));
  return () => source.close();
}
