// The only module that calls fetch. Answers come back decoded; a refusal is thrown as a Refused with the server's sentence.

import { keep, kept } from "./kept.js";
import { answerOf, learn, overlaid, shownWith } from "./overlay.js";
import { reached } from "./reach.js";
import { canWait, wait, waiting, withReal } from "./waiting.js";

/** What the server, or the way to it, said no to. `status` 0: it was not reached at all. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} code the `error` word of the answer
   * @param {string} sentence
   * @param {number} [retryAfter] seconds
   * @param {Record<string, any>} [values] what else the answer tells, such as the `field` that is wrong
   */
  constructor(status, code, sentence, retryAfter, values = {}) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.values = values;
  }
}

/** What a proxy says when it does not reach the server. */
const UNREACHED = new Set([502, 504]);
const state = { csrf: "", onSignedOut: () => Promise.resolve(false) };

/** Remembers the session's token, which every change must carry. @param {string} token */
export function trust(token) {
  state.csrf = token;
}

/** What a write was, as the change feed names it; 0 where nothing was changed. @param {Headers} headers */
export const operationOf = (headers) => Number(headers.get("x-dayloom-operation"));

/** What happens when the session has ended. @param {() => Promise<boolean>} act answers whether the same person came back */
export function whenSignedOut(act) {
  state.onSignedOut = act;
}

/**
 * @param {string} method
 * @param {string} path below /api
 * @param {{query?: Record<string, unknown>, body?: unknown, signal?: AbortSignal, onHeaders?: (headers: Headers) => void}} [options]
 *   a `body` that is a form is sent as it is, anything else as JSON; `onHeaders` sees those of an answer that is no refusal
 * @returns {Promise<any>} the decoded body, or null where there is none
 */
export async function call(method, path, options = {}) {
  if (method !== "GET") return written(method, withReal(path), { ...options, body: withReal(options.body) });
  const place = withReal(path) + queryString(options.query);
  const answer = await asked(method, withReal(path), options).then(
    (fresh) => {
      keep(place, fresh);
      return fresh;
    },
    async (error) => {
      const before = unreached(error) ? await kept(place) : undefined;
      if (before === undefined) throw error;
      return before;
    },
  );
  learn(place, answer);
  return overlaid(waiting(), place, answer);
}

const unreached = (/** @type {unknown} */ error) => error instanceof Refused && error.status === 0;

/** Behind what waits already, or where the server is not reached, it waits too, if one can go on without the answer. @param {string} method @param {string} path @param {NonNullable<Parameters<typeof call>[2]>} options */
async function written(method, path, options) {
  const { query, body } = options;
  const key = crypto.randomUUID();
  const patient = canWait(method, path);
  let refusal;
  if (!patient || !waiting().length) {
    try {
      return await askedAs(method, path, { ...options, key });
    } catch (error) {
      if (!patient || !unreached(error)) throw error;
      refusal = error;
    }
  }
  try {
    return answerOf(await wait({ method, path, query, body, key, sent: refusal !== undefined && navigator.onLine, ...shownWith(path, body) }));
  } catch {
    throw refusal ?? new Refused(0, "offline", ""); // a browser that keeps nothing
  }
}

/** A write that finds the session ended goes on when its person is in again. @type {typeof asked} */
async function askedAs(method, path, options) {
  try {
    return await asked(method, path, options);
  } catch (error) {
    const ended = error instanceof Refused && error.status === 401 && !path.startsWith("/session");
    if (!ended || !(await state.onSignedOut())) throw error;
    return asked(method, path, options);
  }
}

/** Sends a write that has waited. @param {import("./waiting.js").Write} write */
export const sendAgain = ({ method, path, query, body, key }) => asked(method, path, { query, body, key });

/** @param {string} method @param {string} path @param {NonNullable<Parameters<typeof call>[2]> & {key?: string}} options */
async function asked(method, path, { query, body, signal, onHeaders, key }) {
  const response = await sent(method, `/api${path}${queryString(query)}`, body, signal, key ? { "idempotency-key": key } : {});
  if (response.ok) onHeaders?.(response.headers);
  if (response.status === 204) return null;
  if (!response.ok) throw await refusal(response, path);
  const answer = await response.json().catch(() => undefined);
  if (answer === undefined) throw new Refused(0, method === "GET" ? "unread" : "offline", ""); // the connection broke in the middle
  return answer;
}

/** Asks by a POST for a file. @param {string} path below /api @param {unknown} body @param {Record<string, string>} headers @returns {Promise<Blob>} */
export async function file(path, body, headers) {
  const response = await sent("POST", `/api${path}`, body, undefined, { ...headers, accept: "*/*" });
  if (!response.ok) throw await refusal(response, path);
  return response.blob();
}

/** @param {Response} response @param {string} path */
async function refusal(response, path) {
  const answer = await response.json().catch(() => undefined);
  if (response.status === 401 && path !== "/session") state.onSignedOut();
  return new Refused(response.status, answer?.error ?? "", answer?.error_description ?? "", Number(response.headers.get("retry-after")) || undefined, answer?.error_values);
}

/** @param {string} method @param {string} url @param {unknown} body @param {AbortSignal} [signal] @param {Record<string, string>} [more] headers */
async function sent(method, url, body, signal, more = {}) {
  /** @type {Record<string, string>} */
  const headers = { accept: "application/json", ...more };
  if (method !== "GET") {
    headers["x-csrf-token"] = state.csrf;
    // A retry by the browser or by us must have one effect only.
    if (!url.startsWith("/api/session")) headers["idempotency-key"] ??= crypto.randomUUID();
  }
  const form = body instanceof FormData; // the browser says which parts it has
  if (body !== undefined && !form) headers["content-type"] = "application/json";
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal,
      body: body === undefined || form ? body : JSON.stringify(body),
      credentials: "same-origin",
    });
    reached.value = !UNREACHED.has(response.status);
    if (reached.value) return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    reached.value = false;
  }
  throw new Refused(0, method === "GET" ? "unread" : "offline", "");
}

function queryString(query = {}) {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) pairs.append(name, String(one));
  }
  const text = pairs.toString();
  return text && `?${text}`;
}

export const get = (path, query, signal) => call("GET", path, { query, signal });
export const post = (path, body, query) => call("POST", path, { body, query });
export const patch = (path, body, query) => call("PATCH", path, { body, query });
export const put = (path, body, query) => call("PUT", path, { body, query });
export const remove = (path, query) => call("DELETE", path, { query });
