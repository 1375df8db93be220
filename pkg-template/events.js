// @ts-check
/** @typedef {import("./index.d.ts").ErrorReason} ErrorReason */

/**
 * What Rust says of a response.
 * @typedef {{ status: number, statusText: string, url: string }} ResponseDetail
 */

/**
 * What Rust says of the end of an attempt.
 * @typedef {object} ErrorDetail
 * @property {ResponseDetail | undefined} response
 * @property {ErrorReason} reason
 * @property {number} attempt
 * @property {number | undefined} delay ms
 * @property {number | undefined} heartbeatTimeout ms
 * @property {number | undefined} received UTF-16 units
 */

/** `open`, with the fields that event-source-polyfill gives it. */
export class ConnectionEvent extends Event {
  /**
   * @param {string} type
   * @param {ResponseDetail | undefined} response
   * @param {Headers | undefined} headers
   */
  constructor(type, response, headers) {
    super(type);
    this.status = response?.status;
    this.statusText = response?.statusText;
    this.url = response?.url;
    this.headers = headers;
  }
}

/** `error`: what ended the attempt, and whether another one follows. */
export class ConnectionErrorEvent extends ConnectionEvent {
  /**
   * @param {ErrorDetail} detail
   * @param {Headers | undefined} headers of the response
   * @param {unknown} error what fetch, the body or the page's headers threw
   */
  constructor(detail, headers, error) {
    super("error", detail.response, headers);
    this.reason = detail.reason;
    this.attempt = detail.attempt;
    this.delay = detail.delay;
    this.willReconnect = detail.delay !== undefined;
    this.message = describe(detail, headers, error);
    this.error = error ?? (hasError[detail.reason] ? new Error(this.message) : undefined);
  }
}

/**
 * Reasons that come from here and not from something thrown. As in event-source-polyfill an ended
 * body, a status and a type have no `error`.
 * @type {Partial<Record<ErrorReason, boolean>>}
 */
const hasError = { heartbeat: true, limit: true };

/**
 * The texts are those that event-source-polyfill writes to the console, where it has one.
 * @param {ErrorDetail} detail
 * @param {Headers | undefined} headers
 * @param {unknown} error
 * @returns {string}
 */
function describe(detail, headers, error) {
  switch (detail.reason) {
    case "status":
      return `EventSource's response has a status ${detail.response?.status} ${oneLine(detail.response?.statusText)} that is not 200. Aborting the connection.`;
    case "content-type":
      return `EventSource's response has a Content-Type specifying an unsupported type: ${oneLine(headers?.get("content-type") ?? "-")}. Aborting the connection.`;
    case "heartbeat":
      return `No activity within ${detail.heartbeatTimeout} milliseconds. ${detail.received === undefined ? "No response received." : `${detail.received} chars received.`} Reconnecting.`;
    case "end":
      return `The event stream ended. ${detail.delay === undefined ? "Closing." : "Reconnecting."}`;
    case "limit":
      return "An event is larger than maxEventSize. Aborting the connection.";
    default:
      return String(/** @type {any} */ (error)?.message ?? error);
  }
}

/** @param {string} [text] */
function oneLine(text = "") {
  return text.replace(/\s+/g, " ");
}
