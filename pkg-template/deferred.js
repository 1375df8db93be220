// @ts-check
/**
 * The driver of a source whose driver is still being loaded: the JavaScript form, where WebAssembly
 * is forbidden. What the face asks for meanwhile is asked of the driver when it is there.
 *
 * Deliberately absent: loading again by itself. A source whose driver cannot be loaded is CLOSED, the
 * next construction tries again.
 */

/** @typedef {typeof import("./glue.js").EventSourceDriver} EventSourceDriverClass */

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
      ({ EventSourceDriver }) => (loaded = EventSourceDriver),
      (error) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };

  return () =>
    loaded ??
    class extends DeferredDriver {
      /** @param {any[]} args of a driver: the third is the last event ID, the last one the sink */
      constructor(...args) {
        // @ts-ignore: whatever the others are.
        super(begin(), (EventSourceDriver) => new EventSourceDriver(...args), args.at(-1), args[2]);
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
        return new DeferredDriver(begin(), make, sink, "", reader);
      }
    };
}

class DeferredDriver {
  /** @type {any} */
  driver;
  /** @type {[method: string, args: any[]][]} */
  calls = [];
  closed = false;

  /**
   * @param {Promise<EventSourceDriverClass>} loading
   * @param {(EventSourceDriver: EventSourceDriverClass) => unknown} make
   * @param {any} sink
   * @param {string} lastEventId
   * @param {unknown} [reader] of the page's stream, given up if the source is closed before
   */
  constructor(loading, make, sink, lastEventId, reader) {
    this.id = lastEventId;
    this.end = () => {
      this.closed = true;
      // Held no longer than needed, so that the face the page forgot can go.
      this.end = this.arrive = () => {};
      sink.closed();
      if (reader) {
        sink.giveUp(reader);
      }
    };
    /** @param {EventSourceDriverClass} EventSourceDriver */
    this.arrive = (EventSourceDriver) => {
      this.driver = make(EventSourceDriver);
      for (const [method, args] of this.calls) {
        this.driver[method](...args);
      }
      this.end = this.arrive = () => {};
    };
    loading.then(
      (EventSourceDriver) => this.arrive(EventSourceDriver),
      (error) => {
        if (!this.closed) {
          this.closed = true;
          sink.error(["network", 1, undefined, false], undefined, error);
          this.end();
        }
      },
    );
  }

  get readyState() {
    return this.driver?.readyState ?? (this.closed ? 2 : 0);
  }

  get lastEventId() {
    return this.driver?.lastEventId ?? this.id;
  }

  get reconnectionTime() {
    // The default of src/settings.rs.
    return this.driver?.reconnectionTime ?? 1_000;
  }

  close() {
    this.driver ? this.driver.close() : this.end();
  }

  connect() {
    this.call("connect");
  }

  reconnect() {
    this.call("reconnect");
  }

  /** @param {any[]} args */
  page(...args) {
    this.call("page", args);
  }

  /** @param {number} status */
  retry(status) {
    this.call("retry", [status]);
  }

  /**
   * @param {string} method
   * @param {any[]} [args]
   */
  call(method, args = []) {
    this.driver ? this.driver[method](...args) : this.calls.push([method, args]);
  }
}
