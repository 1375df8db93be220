// @ts-check
/** The page's part of one attempt's request: headers, method and body, asked for afresh. */
import { isStream } from "./settings.js";

/** @typedef {import("./index.d.ts").Attempt} Attempt */

/**
 * @param {{ method?: string, body?: unknown }} settings
 * @param {unknown} headers
 * @param {Attempt} attempt
 * @param {string} idHeader empty where the last event ID does not go into a header
 * @returns {RequestInit | Promise<RequestInit>} a promise where the page gave one
 */
export function requestInit(settings, headers, attempt, idHeader) {
  const { method, body } = settings;
  const given = [
    typeof headers === "function" ? headers(attempt) : headers,
    typeof body === "function" ? body() : body,
  ];
  /** @param {any[]} parts */
  const init = ([headers, body]) => ({
    headers: requestHeaders(headers, idHeader),
    ...(method !== undefined && { method }),
    ...((body ?? undefined) !== undefined && { body }),
    // Required of a stream (Fetch §5.4).
    ...(isStream(body) && { duplex: /** @type {const} */ ("half") }),
  });
  return given.some((part) => typeof part?.then === "function") ? Promise.all(given).then(init) : init(given);
}

/**
 * The page's headers, `Accept` and `Last-Event-ID`, as the record that goes into fetch's init: a
 * record keeps the names' letter case, as event-source-polyfill's does, for a `fetch` of the page's
 * own that reads it. A name or value that no header can have is a TypeError.
 *
 * @param {any} headers
 * @param {string} lastEventId
 * @returns {Record<string, string>}
 */
export function requestHeaders(headers, lastEventId) {
  const checked = check(headers ?? {});
  const entries = headers?.[Symbol.iterator] ? checked : Object.entries(headers ?? {});
  const sent = [...entries].map(([name, value]) => [name, `${value}`]);
  if (!checked.has("accept")) {
    sent.unshift(["Accept", "text/event-stream"]);
  }
  if (lastEventId === "") {
    return Object.fromEntries(sent);
  }
  // An ID of ours replaces one that the page gave to start from.
  const others = sent.filter(([name]) => name.toLowerCase() !== "last-event-id");
  return Object.fromEntries([...others, ["Last-Event-ID", isomorphicDecode(lastEventId)]]);
}

/**
 * A header value is bytes, and a byte is one UTF-16 unit of a `ByteString` (Infra, isomorphic
 * decode): the standard sends the ID in UTF-8.
 * @param {string} text
 */
function isomorphicDecode(text) {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/**
 * The platform's TypeError, but not its text: Firefox and Node quote the value there, maybe a token.
 * @param {HeadersInit} headers
 */
function check(headers) {
  try {
    return new Headers(headers);
  } catch (error) {
    throw error instanceof TypeError ? new TypeError("A header's name or value cannot be sent") : error;
  }
}
