// @ts-check
/**
 * How a source comes to its driver: the class of drivers is compiled or loaded at the first construction
 * and not before, and the constructor does not wait for it. Until it is there a stand-in takes what the
 * face asks for.
 */
import { DeferredDriver } from "./deferred.js";

/** @typedef {typeof import("./glue.js").EventSourceDriver} EventSourceDriverClass */
/** @typedef {import("./glue.js").EventSourceDriver | DeferredDriver} Driver */
/** @typedef {import("../face/sink.js").Sink} Sink */
/** @typedef {import("../face/settings.js").Settings} Settings */

export class Supply {
  /**
   * @param {(tries: number) => Promise<EventSourceDriverClass>} load asked again after a failure, told
   *   how many there were
   */
  constructor(load) {
    this._load = load;
    this._failures = 0;
    /** @type {EventSourceDriverClass | undefined} */
    this._loaded = undefined;
    /** @type {Promise<EventSourceDriverClass> | undefined} */
    this._loading = undefined;
  }

  load() {
    this._loading =
      this._loading ||
      this._load(this._failures).then(
        (EventSourceDriver) => (this._loaded = EventSourceDriver),
        (error) => {
          this._loading = undefined;
          this._failures += 1;
          throw error;
        },
      );
    return this._loading;
  }

  /**
   * @param {Sink} sink
   * @param {string} url
   * @param {Settings} settings
   * @returns {Driver}
   */
  driverOf(sink, url, settings) {
    /** @param {EventSourceDriverClass} EventSourceDriver */
    const make = (EventSourceDriver) => makeDriver(EventSourceDriver, sink, url, settings);
    return this._loaded ? make(this._loaded) : new DeferredDriver(this, make, sink, settings);
  }

  /**
   * @param {Sink} sink
   * @param {ReadableStream<Uint8Array>} stream
   * @returns {Driver}
   */
  driverOfStream(sink, stream) {
    if (this._loaded) {
      return this._loaded.fromReadableStream(stream, sink);
    }
    // Locked from now on, and a TypeError for what cannot be.
    const reader = ReadableStream.prototype.getReader.call(stream);
    /** @param {EventSourceDriverClass} EventSourceDriver */
    const make = (EventSourceDriver) => {
      reader.releaseLock();
      return EventSourceDriver.fromReadableStream(stream, sink);
    };
    return new DeferredDriver(this, make, sink, undefined, reader);
  }
}

/**
 * @param {EventSourceDriverClass} EventSourceDriver
 * @param {Sink} sink
 * @param {string} url
 * @param {Settings} settings
 */
function makeDriver(EventSourceDriver, sink, url, settings) {
  const { reconnect } = settings;
  // What is undefined becomes NaN on the way.
  const { statuses = [], minDelay, maxDelay, factor, jitter, maxAttempts } = /** @type {any} */ (reconnect || {});
  const driver = new EventSourceDriver(
    url,
    settings.lastEventIdQueryParameterName,
    settings.lastEventId,
    settings.idInQuery,
    settings.heartbeatTimeout,
    settings.maxEventSize,
    reconnect !== undefined,
    minDelay,
    maxDelay,
    factor,
    jitter,
    maxAttempts,
    sink,
  );
  for (const status of statuses) {
    driver.retry(status);
  }
  return driver;
}
