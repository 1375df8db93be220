// @ts-check
/** What the constructor makes of its arguments: WebIDL's conversions, the URL and its origin. */

/** @typedef {import("./index.d.ts").EventSourcePolyfillInit} EventSourcePolyfillInit */

// As in event-source.js: a document that is gone has lost them.
const { DOMException, URL } = globalThis;

/**
 * Conversion to a dictionary type (WebIDL §3.2.17).
 * @param {unknown} init
 * @returns {EventSourcePolyfillInit}
 */
export function dictionary(init) {
  if (init === undefined || init === null) {
    return {};
  }
  if (typeof init !== "object" && typeof init !== "function") {
    throw new TypeError("EventSourcePolyfill constructor: the init argument is not an object");
  }
  return init;
}

/**
 * @param {unknown} signal
 * @returns {AbortSignal | undefined}
 */
export function abortSignal(signal) {
  if (signal === undefined) {
    return undefined;
  }
  // Not instanceof: a signal may come from another realm.
  if (typeof signal === "object" && signal !== null && "aborted" in signal && "addEventListener" in signal) {
    return /** @type {AbortSignal} */ (signal);
  }
  throw new TypeError("EventSourcePolyfill constructor: the signal option is not an AbortSignal");
}

/**
 * Encoding-parse a URL given the relevant settings object (HTML §9.2.2, the constructor's step 4).
 * @param {string} text
 */
export function resolve(text) {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  // Chromium takes a space in a host and writes it as %20; the URL standard knows no host with a %.
  if (url === undefined || (/^https?:$/.test(url.protocol) && url.hostname.includes("%"))) {
    throw new DOMException(`EventSourcePolyfill constructor: '${text}' is not a valid URL`, "SyntaxError");
  }
  return url;
}

/**
 * Whether `Last-Event-ID` needs no preflight. Outside a browser no origin asks for one.
 * @param {URL} url
 */
export function isSameOrigin(url) {
  return globalThis.origin === undefined || globalThis.origin === url.origin;
}
