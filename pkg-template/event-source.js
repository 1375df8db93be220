// @ts-check
/**
 * The face: a class that extends EventTarget, over a driver in Rust. Everything between the request
 * and the event is the driver's; here are the interface of HTML §9.2.2 and the events.
 *
 * The driver calls the sink's members and never while a borrow of its own is alive, so a listener
 * may do anything, `close()` and `new EventSourcePolyfill()` included.
 */
import { abortSignal, dictionary, isSameOrigin, resolve } from "./arguments.js";
import { Delivery } from "./delivery.js";
import { EventHandlers } from "./event-handlers.js";
import { EventIterator } from "./event-iterator.js";
import { EventListenerList } from "./event-listener-list.js";
import { ConnectionErrorEvent, ConnectionEvent } from "./events.js";
import { Inert } from "./inert.js";
import { isLocal, joinPage, leavePage, tellPage } from "./page.js";
import { requestHeaders, requestInit } from "./request.js";
import { readSettings } from "./settings.js";

/** @typedef {import("./glue.js").EventSourceDriver} EventSourceDriver */
/** @typedef {typeof import("./glue.js").EventSourceDriver} EventSourceDriverClass */
/** @typedef {import("./index.d.ts").EventSourcePolyfillInit} EventSourcePolyfillInit */

// Chromium takes the globals away from a document that is gone, while its listeners may still run.
const { URL } = globalThis;

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

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
    /** @type {unknown} */
    #headers = {};
    #withCredentials = false;
    #origin = "";
    #handlers = new EventHandlers(this);
    /** @type {Set<EventIterator>} */
    #iterators = new Set();
    #listeners = new EventListenerList();
    #delivery = new Delivery(this, methods, this.#listeners, this.#iterators, () => this.readyState === CLOSED);
    /** Undoes what ties an open source to the page and to its signal. */
    #untie = () => {};
    /** @type {EventSourceDriver | Inert} */
    #driver;

    /**
     * @param {string | URL} url
     * @param {EventSourcePolyfillInit | StreamOfPage | null} [init]
     */
    constructor(url, init = {}) {
      if (arguments.length === 0) {
        throw new TypeError("EventSourcePolyfill constructor: 1 argument required, but only 0 present");
      }
      super();
      if (init instanceof StreamOfPage) {
        this.#url = `${url}`;
        this.#driver = loadDriver().fromReadableStream(init.stream, this.#sink());
      } else {
        // Not String(): a Symbol must throw, as it does for a USVString.
        const text = `${url}`;
        const members = dictionary(init);
        const resolved = resolve(text);
        this.#url = resolved.href;
        this.#headers = members.headers ?? {};
        const signal = abortSignal(members.signal);
        const pauseWhenHidden = Boolean(members.pauseWhenHidden);
        const settings = readSettings(members, isSameOrigin(resolved));
        this.#withCredentials = settings.withCredentials;
        this.#driver = this.#open(settings);
        if (signal?.aborted) {
          this.#driver.close();
          return;
        }
        this.#tie(signal, { local: isLocal(resolved), pauseWhenHidden });
      }
      this.#driver.connect();
    }

    /** @param {import("./settings.js").Settings} settings */
    #open(settings) {
      if (globalThis.document?.defaultView === null) {
        return new Inert();
      }
      if (typeof this.#headers !== "function") {
        requestHeaders(this.#headers, "");
      }
      const EventSourceDriver = loadDriver();
      const { reconnect } = settings;
      const driver = new EventSourceDriver(
        this.#url,
        settings.lastEventIdQueryParameterName,
        settings.lastEventId,
        settings.idInQuery,
        settings.withCredentials,
        settings.fetch,
        settings.heartbeatTimeout,
        settings.maxEventSize,
        reconnect !== undefined,
        // What is undefined becomes NaN on the way.
        /** @type {any} */ (reconnect?.minDelay),
        /** @type {any} */ (reconnect?.maxDelay),
        /** @type {any} */ (reconnect?.factor),
        /** @type {any} */ (reconnect?.jitter),
        /** @type {any} */ (reconnect?.maxAttempts),
        this.#sink(settings),
      );
      for (const status of reconnect?.statuses ?? []) {
        driver.retry(status);
      }
      return driver;
    }

    /**
     * @param {AbortSignal | undefined} signal
     * @param {import("./page.js").Conditions} conditions
     */
    #tie(signal, conditions) {
      const driver = this.#driver;
      const close = () => this.close();
      joinPage(driver, conditions);
      signal?.addEventListener("abort", close);
      this.#untie = () => {
        leavePage(driver);
        signal?.removeEventListener("abort", close);
      };
      if (conditions.pauseWhenHidden) {
        tellPage(driver, conditions);
      }
    }

    /**
     * As proposed for the standard, <https://github.com/whatwg/html/pull/12272>.
     * @param {ReadableStream<Uint8Array>} stream
     */
    static fromReadableStream(stream) {
      return new EventSourcePolyfill("about:event-stream", new StreamOfPage(stream));
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

    get lastEventId() {
      return this.#driver.lastEventId;
    }

    get reconnectionTime() {
      return this.#driver.reconnectionTime;
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

    /**
     * Begins a new attempt now, instead of the one that runs or the wait for it, with fresh headers.
     * Does nothing when CLOSED, and where there is no reconnection.
     */
    reconnect() {
      this.#driver.reconnect();
    }

    /**
     * @param {string} type
     * @param {any} callback
     * @param {any[]} options
     */
    addEventListener(type, callback, ...options) {
      // The conversion to a string happens once; with fewer arguments none does.
      const words = arguments.length < 2 ? [...arguments] : [`${type}`, callback, ...options];
      super.addEventListener(.../** @type {[any, any]} */ (words));
      if (this && #listeners in this) {
        this.#listeners.add(words[0], callback, options[0]);
      }
    }

    /**
     * @param {string} type
     * @param {any} callback
     * @param {any[]} options
     */
    removeEventListener(type, callback, ...options) {
      const words = arguments.length < 2 ? [...arguments] : [`${type}`, callback, ...options];
      super.removeEventListener(.../** @type {[any, any]} */ (words));
      if (this && #listeners in this) {
        this.#listeners.remove(words[0], callback, options[0]);
      }
    }

    /** Every message event from now on, until CLOSED. */
    [Symbol.asyncIterator]() {
      const iterator = new EventIterator(() => {
        this.#iterators.delete(iterator);
        this.close();
      });
      if (this.readyState === CLOSED) {
        iterator.end();
      } else {
        this.#iterators.add(iterator);
      }
      return iterator;
    }

    /**
     * What the driver calls: `Sink` in src/web/sink.rs.
     * @param {import("./settings.js").Settings} [settings] of what makes requests
     */
    #sink(settings) {
      const source = this;
      return {
        /** @param {[number, string, number | undefined]} detail */
        request([number, lastEventId, status]) {
          const { idInHeader, ...page } = /** @type {import("./settings.js").Settings} */ (settings);
          const attempt = { number, lastEventId, status };
          return requestInit(page, source.#headers, attempt, idInHeader ? lastEventId : "");
        },

        /** @param {Response | undefined} response */
        open(response) {
          // A stream has no response, and a fetch of the page's own may leave out the URL.
          source.#origin = new URL(response?.url || source.#url, source.#url).origin;
          dispatchEvent.call(source, new ConnectionEvent("open", response));
        },

        /**
         * @param {string} text
         * @param {Uint32Array} spans
         */
        messages(text, spans) {
          return source.#delivery.deliver(text, spans, source.#origin);
        },

        backlog: () => source.#delivery.backlog(),

        /**
         * @param {import("./events.js").ErrorDetail} detail
         * @param {Response | undefined} response
         * @param {unknown} error
         * @param {AbortController | undefined} controller of a request whose response is refused
         * @returns whether a listener has begun to read that response
         */
        error(detail, response, error, controller) {
          dispatchEvent.call(source, new ConnectionErrorEvent(detail, response, error, controller));
          return Boolean(controller && response?.body?.locked);
        },

        /** @param {any} body or its reader, or the response that has it */
        async giveUp(body) {
          try {
            const stream = body.body ?? body;
            await (stream.locked || stream.cancel());
          } catch {
            // What was given up may fail: nobody wants to know.
          }
        },

        closed() {
          source.#untie();
          for (const iterator of source.#iterators) {
            iterator.end();
          }
          source.#iterators.clear();
        },
      };
    }
  }

  // As WebIDL shapes an interface: attributes and operations are enumerable, constants stand on
  // both the interface object and its prototype. What EventTarget has is not the interface's own.
  const { prototype } = EventSourcePolyfill;
  for (const name of Object.getOwnPropertyNames(prototype).filter((name) => !(name in EventTarget.prototype))) {
    Object.defineProperty(prototype, name, { enumerable: true });
  }
  Object.defineProperty(EventSourcePolyfill, "fromReadableStream", { enumerable: true });
  // A minifier may rename the class.
  Object.defineProperty(EventSourcePolyfill, "name", { value: "EventSourcePolyfill" });
  for (const [name, value] of Object.entries({ CONNECTING, OPEN, CLOSED })) {
    Object.defineProperty(EventSourcePolyfill, name, { value, enumerable: true });
    Object.defineProperty(prototype, name, { value, enumerable: true });
  }
  // Not everywhere yet.
  if (Symbol.dispose) {
    Object.defineProperty(prototype, Symbol.dispose, { value: prototype.close, writable: true, configurable: true });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: "EventSource", configurable: true });
  const { addEventListener, removeEventListener } = prototype;
  const methods = { addEventListener, removeEventListener, dispatchEvent };
  return EventSourcePolyfill;
}

/** What fromReadableStream() gives the constructor; not exported, so that no page can. */
class StreamOfPage {
  /** @param {ReadableStream<Uint8Array>} stream */
  constructor(stream) {
    this.stream = stream;
  }
}
