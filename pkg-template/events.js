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
 * @property {boolean} exhausted
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

/** Of a refused response's body, in bytes: an explanation, not a download. */
const LONGEST_TEXT = 64 * 1024;

/** `error`: what ended the attempt, and whether another one follows. */
export class ConnectionErrorEvent extends ConnectionEvent {
  /** @type {ReadableStream<Uint8Array> | undefined} */
  #body;
  /** @type {AbortController | undefined} */
  #controller;
  /** @type {Promise<string> | undefined} */
  #text;

  /**
   * @param {ErrorDetail} detail
   * @param {Headers | undefined} headers of the response
   * @param {unknown} error what fetch, the body or the page's functions threw
   * @param {ReadableStream<Uint8Array> | undefined} body of a refused response
   * @param {AbortController | undefined} controller of its request
   */
  constructor(detail, headers, error, body, controller) {
    super("error", detail.response, headers);
    this.#body = body;
    this.#controller = controller;
    this.reason = detail.reason;
    this.attempt = detail.attempt;
    this.delay = detail.delay;
    this.willReconnect = detail.delay !== undefined;
    this.message = describe(detail, headers, error);
    this.error = error ?? (hasError[detail.reason] ? new Error(this.message) : undefined);
  }

  /** The body of a refused response. */
  text() {
    this.#text ??= read(this.#body, this.#controller);
    return this.#text;
  }
}

/**
 * @param {ReadableStream<Uint8Array> | undefined} body
 * @param {AbortController | undefined} controller
 */
async function read(body, controller) {
  // After the dispatch a body that nobody asked for has been given up.
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let left = LONGEST_TEXT;
  while (reader && left > 0) {
    const { done, value } = await reader.read();
    if (done) {
      return text + decoder.decode();
    }
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
  }
  // What follows is wanted by nobody, and neither is its failure. In Firefox cancelling alone would
  // keep the connection.
  controller?.abort();
  reader?.cancel().catch(() => {});
  return text + decoder.decode();
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
  const next =
    detail.delay !== undefined
      ? "Reconnecting."
      : detail.exhausted
        ? "Giving up: maxAttempts came to nothing."
        : "Aborting the connection.";
  switch (detail.reason) {
    case "status":
      return `EventSource's response has a status ${detail.response?.status} ${oneLine(detail.response?.statusText)} that is not 200. ${next}`;
    case "content-type":
      return `EventSource's response has a Content-Type specifying an unsupported type: ${oneLine(headers?.get("content-type") ?? "-")}. ${next}`;
    case "heartbeat":
      return `No activity within ${detail.heartbeatTimeout} milliseconds. ${detail.received === undefined ? "No response received." : `${detail.received} chars received.`} ${next}`;
    case "end":
      return `The event stream ended. ${next}`;
    case "limit":
      return `An event is larger than maxEventSize. ${next}`;
    default:
      return `${/** @type {any} */ (error)?.message ?? error}${detail.exhausted ? `. ${next}` : ""}`;
  }
}

/** @param {string} [text] */
function oneLine(text = "") {
  return text.replace(/\s+/g, " ");
}
