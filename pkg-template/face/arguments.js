// @ts-check
/** What the constructor makes of its arguments: WebIDL's conversions, the URL and its origin. */
import { platform, scope } from "../platform/scope.js";

/** @typedef {import("../index.d.ts").EventSourcePolyfillOptions} EventSourcePolyfillOptions */

/**
 * What nothing could stand in for: Chrome 66, Firefox 67, Safari 14. Everything younger is done
 * without where it is missing.
 */
export function assertFloor() {
  const missing = /** @type {const} */ (["EventTarget", "AbortController", "URL"]).filter((name) => typeof platform(name) !== "function");
  try {
    new (platform("EventTarget"))();
  } catch {
    missing.push(/** @type {any} */ ("a constructible EventTarget"));
  }
  if (missing.length > 0) {
    lacks(missing.join(", "));
  }
}

/** What is missing of fetch: the page may bring its own. */
export function fetchLacks() {
  if (typeof scope.fetch !== "function") {
    return "fetch";
  }
  return typeof scope.Response === "function" && !("body" in scope.Response.prototype) ? "a streaming body of fetch's Response" : "";
}

/**
 * @param {string} what
 * @returns {never}
 */
export function lacks(what) {
  throw new TypeError(`EventSourcePolyfill cannot work here, this engine lacks: ${what}`);
}

/**
 * Conversion to a dictionary type (WebIDL §3.2.17).
 * @param {unknown} init
 * @returns {EventSourcePolyfillOptions}
 */
export function dictionary(init) {
  if (init === undefined || init === null) {
    return {};
  }
  if (Object(init) !== init) {
    throw new TypeError("EventSourcePolyfill constructor: the init argument is not an object");
  }
  return /** @type {object} */ (init);
}

/**
 * @param {unknown} signal
 * @returns {AbortSignal | undefined}
 */
export function abortSignal(signal) {
  if (signal === undefined || signal === null) {
    return undefined;
  }
  // Not instanceof: a signal may come from another realm.
  if (typeof signal === "object" && "aborted" in signal && "addEventListener" in signal) {
    return /** @type {AbortSignal} */ (signal);
  }
  throw new TypeError("EventSourcePolyfill constructor: the signal option is not an AbortSignal");
}

/**
 * `URL.parse()`, which not every engine has yet.
 * @param {string} text
 * @param {string} [base]
 * @returns {URL | undefined}
 */
export function parse(text, base) {
  try {
    return new (platform("URL"))(text, base);
  } catch {
    return undefined;
  }
}

/**
 * Encoding-parse a URL given the relevant settings object (HTML §9.2.2, the constructor's step 4).
 * @param {string} text
 */
export function resolve(text) {
  const { document, location } = scope;
  const url = parse(text, (document && document.baseURI) || (location && location.href));
  // Chromium takes a space in a host and writes it as %20; the URL standard knows no host with a %.
  if (url === undefined || (url.hostname.includes("%") && /^https?:$/.test(url.protocol))) {
    // Without its password.
    throw exception("SyntaxError", `EventSourcePolyfill constructor: '${text.replace(/\/\/[^/?#]*@/, "//…@")}' is not a valid URL`);
  }
  return url;
}

/**
 * A DOMException, or an error of its name where there is none.
 * @param {string} name
 * @param {string} message
 */
export function exception(name, message) {
  const DOMException = platform("DOMException");
  return DOMException ? new DOMException(message, name) : Object.assign(new Error(message), { name });
}

/**
 * Whether `Last-Event-ID` needs no preflight. Outside a browser no origin asks for one.
 * @param {URL} url
 */
export function isSameOrigin(url) {
  const { location = {}, origin = location.origin } = scope;
  return origin === undefined || origin === url.origin;
}
