// @ts-check
/**
 * The page's part of one attempt's request: headers, method and body, each asked for once, and the
 * sending of it.
 */
import { encode } from "../platform/encoding.js";
import { isPromise } from "../platform/later.js";
import { isOwn } from "../platform/own-fetch.js";
import { scope } from "../platform/scope.js";
import { isStream } from "./settings.js";

/** @typedef {import("../index.d.ts").Attempt} Attempt */

/**
 * @param {{ method?: string, body?: unknown, fetch?: unknown }} settings
 * @param {unknown} headers
 * @param {Attempt} attempt
 * @param {string} idHeader empty where the last event ID does not go into a header
 * @returns {RequestInit | Promise<RequestInit>} a promise where the page gave one
 */
export function requestInit(settings, headers, attempt, idHeader) {
  const { method, body, fetch } = settings;
  const given = [
    typeof headers === "function" ? headers(attempt) : headers,
    typeof body === "function" ? body() : body,
  ];
  /** @param {any[]} parts */
  const init = ([headers, body]) => {
    if (isStream(body) && !isOwn(fetch) && makesText()) {
      throw new TypeError("This engine sends no stream as a body");
    }
    return {
      headers: requestHeaders(headers, idHeader),
      ...(method !== undefined && { method }),
      ...(body !== undefined && body !== null && { body }),
      // Required of a stream (Fetch §5.4).
      ...(isStream(body) && { duplex: /** @type {const} */ ("half") }),
    };
  };
  return given.some(isPromise) ? Promise.all(given).then(init) : init(given);
}

/** Whether a stream is text like any other object, `[object ReadableStream]`: then it has the type of text. */
function makesText() {
  const init = { method: "POST", body: new scope.ReadableStream(), duplex: "half" };
  return new scope.Request("http://localhost/", init).headers.has("content-type");
}

/**
 * The page's headers, `Accept` and `Last-Event-ID`, as the record that goes into fetch's init: a
 * record keeps the names' letter case, as event-source-polyfill's does, for a `fetch` of the page's
 * own that reads it. A name or value that no header can have is a TypeError.
 *
 * What the page gave is read once: it may be an iterator, or have getters.
 *
 * @param {any} headers
 * @param {string} lastEventId
 * @returns {Record<string, string>}
 */
export function requestHeaders(headers, lastEventId) {
  const given = headers ?? {};
  if (Object(given) !== given) {
    throw new TypeError("Headers are an object or pairs");
  }
  const isSequence = typeof given[Symbol.iterator] === "function";
  const read = isSequence ? Array.from(given) : Object.keys(given).map((name) => [name, `${given[name]}`]);
  const checked = check(read);
  /** @type {[string, string][]} */
  const entries = isSequence && checked ? Array.from(checked) : read;

  const names = entries.map(([name]) => name.toLowerCase());
  /** @type {Record<string, string>} */
  const sent = names.includes("accept") ? {} : { Accept: "text/event-stream" };
  entries.forEach(([name, value], i) => {
    // An ID of ours replaces one that the page gave to start from.
    if (lastEventId === "" || names[i] !== "last-event-id") {
      // No assignment: a header may be called `__proto__`.
      Object.defineProperty(sent, name, { value, enumerable: true, configurable: true, writable: true });
    }
  });
  if (lastEventId !== "") {
    // A header value is bytes, and a byte is one UTF-16 unit of a `ByteString` (Infra, isomorphic
    // decode): the standard sends the ID in UTF-8.
    sent["Last-Event-ID"] = Array.from(encode(lastEventId), (byte) => String.fromCharCode(byte)).join("");
  }
  return sent;
}

/**
 * The platform's TypeError, but not its text: Firefox and Node quote the value there, maybe a token.
 * @param {any[]} headers
 * @returns {Headers | undefined} undefined where the page has brought a fetch without them
 */
function check(headers) {
  try {
    return scope.Headers && new scope.Headers(headers);
  } catch (error) {
    throw error instanceof TypeError ? new TypeError("A header's name or value cannot be sent") : error;
  }
}

/**
 * Calls fetch, which can do nothing with a URL that has a user or a password: it says so later, as of
 * a network that is down, and quotes the password. Here it is at once, and without it.
 *
 * @param {{ fetch?: typeof fetch, withCredentials: boolean }} settings
 * @param {string} url
 * @param {RequestInit} init the page's part
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Response>}
 * @throws TypeError what can never be sent
 */
export function send(settings, url, init, signal) {
  // The pattern is compiled at its first use, which would hold up every first request.
  if (url.includes("@") && /^\w+:\/\/[^/?#]*@/.test(url)) {
    throw new TypeError("A URL with a user or a password cannot be fetched: put them into a header");
  }
  const fetch = settings.fetch || scope.fetch;
  const credentials = settings.withCredentials ? "include" : "same-origin";
  return fetch(url, { ...init, credentials, signal, cache: "no-store" });
}

/**
 * A refusal of CORS looks to a script like a network that is down, and so it is tried again.
 * @param {any} error
 * @returns {never}
 */
export function explainRefusal(error) {
  throw error instanceof TypeError
    ? Object.assign(new TypeError(`${error.message} (the network, or CORS: whether the server allows this origin and these headers)`), { cause: error })
    : error;
}
