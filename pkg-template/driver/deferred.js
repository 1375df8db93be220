// @ts-check
/**
 * The driver of a source whose driver is still on its way. The first request is sent meanwhile; what the
 * face asks for besides is asked of the driver when it is there.
 *
 * A driver that cannot be loaded is like a server that cannot be reached: an error event, a wait that
 * grows, another attempt. It is for the JavaScript form alone, where WebAssembly is refused, and only
 * until it is there: the machine of src/connection.rs has the rule, here is its shortest form.
 */

/** @typedef {import("./supply.js").EventSourceDriverClass} EventSourceDriverClass */
/** @typedef {import("./glue.js").EventSourceDriver} EventSourceDriver */

/** ms: the defaults of src/settings.rs and src/reconnection.rs. */
const RECONNECTION_TIME = 1000;
const JITTER = 0.2;
const CAP = 16;

export class DeferredDriver {
  /**
   * @param {import("./supply.js").Supply} supply
   * @param {(EventSourceDriver: EventSourceDriverClass) => EventSourceDriver} make
   * @param {import("./supply.js").Sink} sink
   * @param {import("./supply.js").Settings} [settings] of what makes requests
   * @param {unknown} [reader] of the page's stream, given up if the source is closed before
   */
  constructor(supply, make, sink, settings, reader) {
    this._supply = supply;
    this._make = make;
    /** Held no longer than needed, so that the face the page forgot can go. @type {import("./supply.js").Sink | undefined} */
    this._sink = sink;
    this._settings = settings;
    const { lastEventId = "", reconnect } = settings || /** @type {Partial<import("./supply.js").Settings>} */ ({});
    this._lastEventId = lastEventId;
    this._policy = reconnect;
    this._reader = reader;
    /** @type {EventSourceDriver | undefined} */
    this._driver = undefined;
    /** @type {[method: "connect" | "reconnect" | "page", args: any[]][]} */
    this._calls = [];
    this._presence = 2;
    this._failures = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._timer = undefined;
  }

  get readyState() {
    return this._driver ? this._driver.readyState : this._sink ? 0 : 2;
  }

  get lastEventId() {
    return this._driver ? this._driver.lastEventId : this._lastEventId;
  }

  get reconnectionTime() {
    return this._driver ? this._driver.reconnectionTime : (this._policy && this._policy.minDelay) || RECONNECTION_TIME;
  }

  connect() {
    this._call("connect");
    this._attempt();
  }

  reconnect() {
    this._call("reconnect");
    this._endWait();
  }

  /**
   * @param {boolean} online
   * @param {number} presence
   */
  page(online, presence) {
    const isBack = online && presence && presence >= this._presence;
    this._presence = presence;
    this._call("page", online, presence);
    if (isBack) this._endWait();
  }

  close() {
    if (this._driver) {
      this._driver.close();
    } else {
      this._end();
    }
  }

  /**
   * @param {"connect" | "reconnect" | "page"} method
   * @param {any[]} args
   */
  _call(method, ...args) {
    if (this._driver) {
      /** @type {any} */ (this._driver)[method](...args);
    } else {
      this._calls.push([method, args]);
    }
  }

  /** What ends the machine's ends this one: reconnect(), and a page that is online and no less there than before. */
  _endWait() {
    if (this._timer && this._sink) {
      clearTimeout(this._timer);
      this._attempt();
    }
  }

  _attempt() {
    this._timer = undefined;
    // What reconnect() asked for before is this one.
    this._calls = this._calls.filter((call) => call[0] !== "reconnect");
    if (this._settings && this._presence && this._sink) {
      this._sink.sendFirst();
    }
    this._supply.load().then(
      (EventSourceDriver) => this._arrive(EventSourceDriver),
      (error) => this._fail(error),
    );
  }

  /** @param {EventSourceDriverClass} EventSourceDriver */
  _arrive(EventSourceDriver) {
    if (this._sink) {
      const driver = this._make(EventSourceDriver);
      this._driver = driver;
      this._sink = undefined;
      for (const [method, args] of this._calls.splice(0)) {
        /** @type {any} */ (driver)[method](...args);
      }
    }
  }

  /** @param {any} error */
  _fail(error) {
    const sink = this._sink;
    if (!sink) {
      return;
    }
    sink.abortFirst();
    this._failures += 1;
    const { hopeless } = Object(error);
    const { maxAttempts = Infinity } = this._policy || {};
    const exhausted = !hopeless && this._policy !== undefined && this._failures > maxAttempts;
    const delay = this._policy && !hopeless && !exhausted ? this._delay(this._policy) : undefined;
    // Begun before the event is dispatched: a listener that closes ends it.
    if (delay === undefined) {
      this._sink = undefined;
    } else {
      this._timer = setTimeout(() => this._attempt(), delay);
    }
    // So too of the attempt that a listener begins.
    sink.attemptsBefore = this._failures;
    sink.error([hopeless ? "load" : "network", 0, delay, exhausted], undefined, error);
    if (delay === undefined) {
      this._giveUp(sink);
    }
  }

  /** @param {NonNullable<import("./supply.js").Settings["reconnect"]>} policy */
  _delay({ minDelay = RECONNECTION_TIME, maxDelay = Math.max(minDelay, RECONNECTION_TIME) * CAP, factor = 2, jitter = JITTER }) {
    const delay = Math.max(minDelay, Math.min(minDelay * factor ** (this._failures - 1), maxDelay));
    return Math.floor(delay * (1 + jitter * Math.random()));
  }

  _end() {
    const sink = this._sink;
    this._sink = undefined;
    clearTimeout(this._timer);
    if (sink) {
      sink.abortFirst();
      this._giveUp(sink);
    }
  }

  /** @param {import("./supply.js").Sink} sink */
  _giveUp(sink) {
    sink.closed();
    if (this._reader) {
      sink.giveUp(this._reader);
    }
  }
}
