// @ts-check
/**
 * The face: a class that extends EventTarget, over a driver in Rust. Everything between the request
 * and the event is the driver's; here are the interface of HTML §9.2.2 and the events.
 *
 * The driver calls the sink's members and never while a borrow of its own is alive, so a listener
 * may do anything, `close()` and `new EventSourcePolyfill()` included.
 */
import { EventHandlers } from "./event-handlers.js";
import { ConnectionErrorEvent, ConnectionEvent } from "./events.js";

/** @typedef {import("./glue.js").EventSourceDriver} EventSourceDriver */
/** @typedef {typeof import("./glue.js").EventSourceDriver} EventSourceDriverClass */
/** @typedef {import("./index.d.ts").EventSourcePolyfillInit} EventSourcePolyfillInit */

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Numbers that describe one event in the batch: `SPANS_PER_EVENT` in src/event_stream/batch.rs. */
const SPANS_PER_EVENT = 6;

/**
 * @param {() => EventSourceDriverClass} loadDriver called at every construction, and not before the
 *   first: importing the package compiles nothing
 * @returns {any} the class; its type is that of index.d.ts
 */
export function defineEventSource(loadDriver) {
  // Not `this.dispatchEvent`: to fire an event calls no method that the page could replace.
  const { dispatchEvent } = EventTarget.prototype;

  class EventSourcePolyfill extends EventTarget {
    /** @type {string} */
    #url;
    /** @type {boolean} */
    #withCredentials;
    /** @type {unknown} */
    #headers;
    #origin = "";
    #handlers = new EventHandlers(this);
    /** @type {EventSourceDriver} */
    #driver;

    /**
     * @param {string | URL} url
     * @param {EventSourcePolyfillInit | null} [init]
     */
    constructor(url, init = {}) {
      if (arguments.length === 0) {
        throw new TypeError("EventSourcePolyfill constructor: 1 argument required, but only 0 present");
      }
      super();
      const members = dictionary(init);
      const resolved = resolve(url);
      this.#url = resolved.href;
      this.#withCredentials = Boolean(members.withCredentials);
      this.#headers = members.headers ?? {};
      const EventSourceDriver = loadDriver();
      this.#driver = new EventSourceDriver(this.#url, isSameOrigin(resolved), members, this.#sink());
      this.#driver.connect();
    }

    get url() {
      return this.#url;
    }

    get withCredentials() {
      return this.#withCredentials;
    }

    get readyState() {
      return this.#driver.readyState;
    }

    /** Read afresh at every attempt. */
    get headers() {
      return this.#headers;
    }

    set headers(value) {
      this.#headers = value;
    }

    get onopen() {
      return this.#handlers.get("open");
    }

    set onopen(callback) {
      this.#handlers.set("open", callback);
    }

    get onmessage() {
      return this.#handlers.get("message");
    }

    set onmessage(callback) {
      this.#handlers.set("message", callback);
    }

    get onerror() {
      return this.#handlers.get("error");
    }

    set onerror(callback) {
      this.#handlers.set("error", callback);
    }

    close() {
      this.#driver.close();
    }

    /** What the driver calls: `Sink` in src/web/sink.rs. */
    #sink() {
      const source = this;
      return {
        get headers() {
          return source.#headers;
        },

        /**
         * @param {import("./events.js").ResponseDetail} detail
         * @param {Headers} headers
         */
        open(detail, headers) {
          // A fetch of the page's own may leave out the URL.
          source.#origin = new URL(detail.url || source.#url).origin;
          dispatchEvent.call(source, new ConnectionEvent("open", detail, headers));
        },

        /**
         * @param {string} text
         * @param {Uint32Array} spans
         */
        messages(text, spans) {
          for (let i = 0; i < spans.length && source.readyState !== CLOSED; i += SPANS_PER_EVENT) {
            dispatchEvent.call(
              source,
              new MessageEvent(text.substring(spans[i], spans[i + 1]) || "message", {
                data: text.substring(spans[i + 2], spans[i + 3]),
                lastEventId: text.substring(spans[i + 4], spans[i + 5]),
                origin: source.#origin,
              }),
            );
          }
        },

        /**
         * @param {import("./events.js").ErrorDetail} detail
         * @param {Headers | undefined} headers
         * @param {unknown} error
         */
        error(detail, headers, error) {
          dispatchEvent.call(source, new ConnectionErrorEvent(detail, headers, error));
        },
      };
    }
  }

  // As WebIDL shapes an interface: attributes and operations are enumerable, constants stand on
  // both the interface object and its prototype.
  const { prototype } = EventSourcePolyfill;
  for (const name of ["url", "withCredentials", "readyState", "headers", "onopen", "onmessage", "onerror", "close"]) {
    Object.defineProperty(prototype, name, { enumerable: true });
  }
  for (const [name, value] of Object.entries({ CONNECTING, OPEN, CLOSED })) {
    Object.defineProperty(EventSourcePolyfill, name, { value, enumerable: true });
    Object.defineProperty(prototype, name, { value, enumerable: true });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: "EventSource", configurable: true });
  return EventSourcePolyfill;
}

/**
 * Conversion to a dictionary type (WebIDL §3.2.17).
 * @param {unknown} init
 * @returns {EventSourcePolyfillInit}
 */
function dictionary(init) {
  if (init === undefined || init === null) {
    return {};
  }
  if (typeof init !== "object" && typeof init !== "function") {
    throw new TypeError("EventSourcePolyfill constructor: the init argument is not an object");
  }
  return init;
}

/**
 * Encoding-parse a URL given the relevant settings object (HTML §9.2.2, the constructor's step 4).
 * @param {string | URL} url
 */
function resolve(url) {
  // Not String(): a Symbol must throw, as it does for a USVString.
  const text = `${url}`;
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  try {
    return new URL(text, base);
  } catch {
    throw new DOMException(`EventSourcePolyfill constructor: '${text}' is not a valid URL`, "SyntaxError");
  }
}

/**
 * Whether `Last-Event-ID` needs no preflight. Outside a browser no origin asks for one.
 * @param {URL} url
 */
function isSameOrigin(url) {
  return globalThis.origin === undefined || globalThis.origin === url.origin;
}
