// @ts-check
import { textDecoder } from "../platform/encoding.js";
import { platform } from "../platform/scope.js";
import { exception } from "./arguments.js";

/** @typedef {import("../index.d.ts").ErrorReason} ErrorReason */

/**
 * What Rust says of the end of an attempt (src/face/detail.rs): reason, number of the attempt, delay
 * in ms, whether there would be another one but for `maxAttempts`; with reason "heartbeat" its
 * timeout in ms and the UTF-16 units received.
 * @typedef {[ErrorReason, number, number | undefined, boolean, number?, number?]} ErrorDetail
 */

/** Of a refused response's body, in bytes: an explanation, not a download. */
const LONGEST_TEXT = 64 * 1024;

/**
 * The classes of `open` and `error`, made when the first source is: they need `Event`. Consoles show
 * the name, and no minifier takes it from a property.
 */
function makeClasses() {
  const { ConnectionEvent } = {
    /** `open`, with the fields that event-source-polyfill gives it. */
    ConnectionEvent: class extends /** @type {typeof Event} */ (platform("Event")) {
      /**
       * @param {string} type
       * @param {Response | undefined} response
       */
      constructor(type, response) {
        super(type);
        for (const name of /** @type {const} */ (["status", "statusText", "url", "headers"])) {
          /** @type {any} */ (this)[name] = response && legible(() => response[name]);
        }
      }
    },
  };
  /** @type {WeakMap<object, () => Promise<string>>} */
  const texts = new WeakMap();
  const { ConnectionErrorEvent } = {
    /** `error`: what ended the attempt, and whether another one follows. */
    ConnectionErrorEvent: class extends ConnectionEvent {
      /**
       * @param {ErrorDetail} detail
       * @param {Response | undefined} response
       * @param {unknown} error what fetch, the body or the page's functions threw
       * @param {AbortController | undefined} controller of a request whose response is refused
       */
      constructor(detail, response, error, controller) {
        super("error", response);
        const [reason, attempt, delay] = detail;
        this.reason = reason;
        this.attempt = attempt;
        this.delay = delay;
        this.willReconnect = delay !== undefined;
        this.message = legible(() => describe(detail, this, error)) || "";
        this.error = error ?? (hasError[reason] ? new Error(this.message) : undefined);
        /** @type {Promise<string> | undefined} */
        let text;
        texts.set(this, () => (text = text || read(controller && response && response.body, controller)));
      }

      /** The body of a refused response. */
      text() {
        return /** @type {() => Promise<string>} */ (texts.get(this))();
      }
    },
  };
  return { ConnectionEvent, ConnectionErrorEvent };
}

/** @type {ReturnType<typeof makeClasses> | undefined} */
let classes;

export const connectionEvents = () => (classes = classes || makeClasses());

/**
 * @param {ReadableStream<Uint8Array> | null | undefined} body
 * @param {AbortController | undefined} controller
 */
async function read(body, controller) {
  if (body && controller && controller.signal.aborted) {
    // WebKit, or a fetch that heeds no signal, would say that it was empty.
    throw exception("AbortError", "The body was given up unread");
  }
  const reader = body?.getReader();
  const decoder = textDecoder(false);
  let text = "";
  let left = LONGEST_TEXT;
  try {
    while (reader && left > 0) {
      const { done, value } = await reader.read();
      if (done) {
        controller = undefined;
        break;
      }
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.length;
    }
    return text + decoder.decode();
  } finally {
    // What follows, or what came and is no text, is wanted by nobody, and neither is its failure. In Firefox
    // cancelling alone would keep the connection.
    controller?.abort();
    reader?.cancel().catch(() => {});
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
 * @param {any} event with what it has of a response
 * @param {unknown} error
 * @returns {string}
 */
function describe([reason, , delay, exhausted, heartbeatTimeout, received], { status, statusText, headers }, error) {
  const next =
    delay !== undefined
      ? "Reconnecting."
      : exhausted
        ? "Giving up: maxAttempts came to nothing."
        : "Aborting the connection.";
  const { message = error } = Object(error);
  switch (reason) {
    case "status":
      return `EventSource's response has a status ${status} ${oneLine(statusText)} that is not 200. ${next}`;
    case "content-type":
      return `EventSource's response has a Content-Type specifying an unsupported type: ${oneLine(headers.get("content-type"), "-")}. ${next}`;
    case "heartbeat":
      return `No activity within ${heartbeatTimeout} milliseconds. ${received === undefined ? "No response received." : `${received} chars received.`} ${next}`;
    case "end":
      return `The event stream ended. ${next}`;
    case "limit":
      return `${error ? message : "An event is larger than maxEventSize"}. ${next}`;
    default:
      return `${message}${exhausted ? `. ${next}` : ""}`;
  }
}

/**
 * @param {unknown} text
 * @param {string} [otherwise] where there is none
 */
function oneLine(text, otherwise = "") {
  return `${text ?? otherwise}`.replace(/\s+/g, " ");
}

/**
 * What a page's own fetch gives or throws may refuse to be read: no event is lost by that.
 * @template T
 * @param {() => T} read
 */
function legible(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}
