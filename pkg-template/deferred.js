// @ts-check
/**
 * The driver of a source whose driver is still being loaded: the JavaScript form, where WebAssembly
 * is forbidden. What the face asks for meanwhile is asked of the driver when it is there.
 *
 * Of a driver's arguments it knows the last two alone: what the source is made from, and the sink.
 *
 * Deliberately absent: loading again by itself. A source whose driver cannot be loaded is CLOSED, the
 * next construction tries again.
 */

/** @typedef {import("./glue.js").EventSourceDriver} EventSourceDriver */
/** @typedef {typeof import("./glue.js").EventSourceDriver} EventSourceDriverClass */

const CONNECTING = 0;
const CLOSED = 2;

/** What the driver says before the server has said anything: src/settings.rs. */
const RECONNECTION_TIME = 1_000;

/**
 * @param {() => Promise<{ EventSourceDriver: EventSourceDriverClass }>} load called at the first
 *   construction, and after a failure at the next one
 * @returns {() => any} gives the class of drivers: the one that was loaded, until then one that defers
 */
export function deferDriver(load) {
  /** @type {EventSourceDriverClass | undefined} */
  let loaded;
  /** @type {Promise<EventSourceDriverClass> | undefined} */
  let loading;

  const begin = () => {
    loading ??= load().then(
      ({ EventSourceDriver }) => {
        DeferredDriver.forwardTo(EventSourceDriver);
        loaded = EventSourceDriver;
        return EventSourceDriver;
      },
      (error) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };

  class Deferred extends DeferredDriver {
    /** @param {any[]} args */
    constructor(...args) {
      const [members, sink] = args.slice(-2);
      // @ts-ignore: whatever the driver's arguments are.
      super(begin(), (EventSourceDriver) => new EventSourceDriver(...args), sink, members);
    }

    /**
     * @param {ReadableStream<Uint8Array>} stream
     * @param {any} sink
     */
    static fromReadableStream(stream, sink) {
      // Locked from now on, and a TypeError for what cannot be.
      const reader = new ReadableStreamDefaultReader(stream);
      /** @param {EventSourceDriverClass} EventSourceDriver */
      const make = (EventSourceDriver) => {
        reader.releaseLock();
        return EventSourceDriver.fromReadableStream(stream, sink);
      };
      return new DeferredDriver(begin(), make, sink, {}, () => reader.cancel().catch(() => {}));
    }
  }

  return () => loaded ?? Deferred;
}

class DeferredDriver {
  /** @type {EventSourceDriver | undefined} */
  #driver;
  /** @type {any} */
  #sink;
  /** @type {[method: "connect" | "reconnect" | "page", ...args: any[]][]} */
  #calls = [];
  #closed = false;
  #lastEventId;
  #withCredentials;
  #abandon;

  /**
   * @param {Promise<EventSourceDriverClass>} loading
   * @param {(EventSourceDriver: EventSourceDriverClass) => EventSourceDriver} make
   * @param {any} sink
   * @param {{ lastEventId?: unknown, withCredentials?: unknown }} members
   * @param {() => unknown} [abandon] what becomes of a source that is closed before
   */
  constructor(loading, make, sink, { lastEventId = "", withCredentials }, abandon = () => {}) {
    this.#sink = sink;
    this.#lastEventId = `${lastEventId}`;
    this.#withCredentials = Boolean(withCredentials);
    this.#abandon = abandon;
    loading.then(
      (EventSourceDriver) => this.#arrive(() => make(EventSourceDriver)),
      (error) => this.#fail("network", error),
    );
  }

  get readyState() {
    return this.#driver?.readyState ?? (this.#closed ? CLOSED : CONNECTING);
  }

  get lastEventId() {
    return this.#driver?.lastEventId ?? this.#lastEventId;
  }

  get reconnectionTime() {
    return this.#driver?.reconnectionTime ?? RECONNECTION_TIME;
  }

  get withCredentials() {
    return this.#withCredentials;
  }

  connect() {
    this.#call("connect");
  }

  reconnect() {
    this.#call("reconnect");
  }

  /**
   * @param {boolean} online
   * @param {boolean} active
   */
  page(online, active) {
    this.#call("page", online, active);
  }

  close() {
    if (this.#driver) {
      this.#driver.close();
    } else if (!this.#closed) {
      this.#end();
      this.#abandon();
      this.#takeSink().closed();
    }
  }

  /**
   * Methods that drivers have besides these: nobody calls them before there is a driver.
   * @param {EventSourceDriverClass} EventSourceDriver
   */
  static forwardTo({ prototype }) {
    const known = DeferredDriver.prototype;
    for (const name of Object.getOwnPropertyNames(prototype).filter((name) => !(name in known))) {
      Object.defineProperty(known, name, {
        /**
         * @this {any}
         * @param {any[]} args
         */
        value(...args) {
          return this.#driver[name](...args);
        },
      });
    }
  }

  /** @param {["connect" | "reconnect" | "page", ...any[]]} call */
  #call(...call) {
    if (this.#driver) {
      const [method, ...args] = call;
      /** @type {any} */ (this.#driver)[method](...args);
    } else if (!this.#closed) {
      this.#calls.push(call);
    }
  }

  /** @param {() => EventSourceDriver} make */
  #arrive(make) {
    if (this.#closed) {
      return;
    }
    try {
      this.#driver = make();
    } catch (error) {
      this.#fail("headers", error);
      return;
    }
    this.#takeSink();
    for (const call of this.#calls.splice(0)) {
      this.#call(...call);
    }
  }

  /**
   * @param {import("./index.d.ts").ErrorReason} reason
   * @param {unknown} error
   */
  #fail(reason, error) {
    if (this.#closed) {
      return;
    }
    this.#end();
    const sink = this.#takeSink();
    sink.error({ reason, attempt: 1, exhausted: false }, undefined, error, undefined, undefined);
    sink.closed();
  }

  #end() {
    this.#closed = true;
    this.#calls.length = 0;
  }

  /** Held no longer than needed, so that the face the page forgot can go. */
  #takeSink() {
    const sink = this.#sink;
    this.#sink = undefined;
    return sink;
  }
}
