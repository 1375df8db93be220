// @ts-check
/**
 * The init dictionary, read once: WebIDL's conversions, and what cannot be is a TypeError. Here and
 * not in Rust, since every member costs ten times as many bytes there.
 *
 * Numbers that the page leaves out stay undefined: the defaults are those of src/settings.rs and
 * src/reconnection.rs.
 */
import { scope } from "../platform/scope.js";

/** @typedef {import("../index.d.ts").EventSourcePolyfillOptions} EventSourcePolyfillOptions */
/** @typedef {ReturnType<typeof readSettings>} Settings */

/**
 * @param {EventSourcePolyfillOptions} init
 * @param {boolean} sameOrigin whether a header of ours asks for no preflight
 */
export function readSettings(init, sameOrigin) {
  if (given(/** @type {any} */ (init).Transport) !== undefined) {
    fail("The Transport option is not supported; pass a function as the fetch option");
  }
  const withCredentials = Boolean(init.withCredentials);
  const fetch = given(init.fetch);
  const body = given(init.body);
  const method = given(init.method);
  if (fetch !== undefined && typeof fetch !== "function") {
    fail("The fetch option is no function");
  }
  if ((method !== undefined || body !== undefined) && scope.Request) {
    // The platform's own errors. Any body: what counts is whether the method may have one.
    new scope.Request("http://localhost/", { method, body: body && "" });
  }
  const timeout = init.heartbeatTimeout;
  const { lastEventIdTransport = "auto" } = init;
  const transport = `${lastEventIdTransport}`;
  if (!["auto", "query", "header", "both"].includes(transport)) {
    fail("The lastEventIdTransport option is not auto, query, header or both");
  }
  const lastEventId = `${given(init.lastEventId, "")}`;
  if (/[\0\n\r]/.test(lastEventId)) {
    // A header with one would be refused at every attempt, as if the network were down.
    fail("The lastEventId option has a NUL or a line end in it");
  }
  const maxEventSize = number(init, "maxEventSize", 1);
  const reconnect = policy(init.reconnect);
  return {
    withCredentials,
    fetch,
    method: method === undefined ? method : String(method),
    body,
    // As event-source-polyfill reads it; 0, false and Infinity switch it off.
    heartbeatTimeout: timeout === false || timeout === Infinity ? 0 : parseInt(/** @type {any} */ (timeout), 10),
    lastEventIdQueryParameterName: `${init.lastEventIdQueryParameterName || "lastEventId"}`,
    lastEventId,
    idInQuery: transport !== "header",
    idInHeader: transport === "auto" ? sameOrigin : transport !== "query",
    maxEventSize,
    // A stream can be sent once.
    reconnect: isStream(body) ? undefined : reconnect,
  };
}

/**
 * A number is what other packages have under this name, and event-source-polyfill knows none.
 * @param {EventSourcePolyfillOptions["reconnect"]} reconnect
 * @returns undefined where the source does not reconnect
 */
function policy(reconnect) {
  if (reconnect === false) {
    return undefined;
  }
  if (typeof reconnect === "string" || typeof reconnect === "symbol") {
    fail("The reconnect option is neither a boolean nor an object");
  }
  const members = /** @type {import("../index.d.ts").ReconnectOptions} */ (Object(reconnect));
  return {
    statuses: Array.from(given(members.statuses, []), (status) => number({ statuses: status }, "statuses", 0)),
    minDelay: number(members, "minDelay", 1),
    maxDelay: number(members, "maxDelay", 0),
    factor: number(members, "factor", 1),
    jitter: number(members, "jitter", 0),
    maxAttempts: number(members, "maxAttempts", 0),
  };
}

/**
 * @param {any} members
 * @param {string} name
 * @param {number} least
 * @returns {number} undefined stays undefined: in Rust that is NaN
 */
function number(members, name, least) {
  const value = given(members[name]);
  if (value === undefined) {
    return value;
  }
  const converted = Number(value);
  return converted >= least ? converted : fail(`${name} is too small or no number`);
}

/**
 * A member that is null is as if it were missing.
 * @param {any} value
 * @param {any} [otherwise]
 */
function given(value, otherwise) {
  return value ?? otherwise;
}

/** @param {unknown} body */
export function isStream(body) {
  return scope.ReadableStream !== undefined && body instanceof scope.ReadableStream;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  throw new TypeError(message);
}
