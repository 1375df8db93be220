// @ts-check
/** What a component wants of a stream and what it shows of it, without a framework: ./vue and ./react are its skins. */
// As a bundler is to find it: the package beside the skin's file.
import { EventSourcePolyfill } from "../entries/index.js";
import { isLater } from "../platform/later.js";
import { sourceInit } from "./init.js";

/** @typedef {import("../index.d.ts").EventSourcePolyfill<{}>} Source */
/** @typedef {import("../composable.d.ts").SubscriptionState} State */
/** @typedef {import("../composable.d.ts").SubscriptionOptions} Options */

/**
 * @typedef {object} Wanted read whenever it matters: members may be getters, and may change
 * @property {string | URL | null | undefined} url none: wait for one
 * @property {readonly string[]} events
 * @property {Options & { headers?: import("../index.d.ts").RequestHeaders | null }} options
 */

/**
 * So too where nothing is opened yet, on the server, as in VueUse.
 *
 * @type {Readonly<State>}
 */
export const INITIAL = {
  ...{ eventSource: null, message: null, event: null, data: null, lastEventId: null },
  ...{ status: "CONNECTING", error: null, attempt: 0, delay: null, reason: null },
};

/** @type {typeof EventSourcePolyfill | undefined} loaded for whoever shares first */
let SharedEventSource;

/** Where its chunk cannot be loaded, a connection of one's own does. */
const loadShared = () =>
  import("../entries/shared.js").then(
    (module) => (SharedEventSource = /** @type {any} */ (module.SharedEventSource)),
    () => EventSourcePolyfill,
  );

export class Subscription {
  /**
   * @param {Wanted} wanted
   * @param {(change: Partial<State>) => void} show told of what has just changed in `state`
   */
  constructor(wanted, show) {
    /** @type {Readonly<State>} replaced, never changed */
    this.state = INITIAL;
    this._wanted = wanted;
    this._show = show;
    this._retried = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._timer = undefined;
    /** @type {{ from?: string } | undefined} what waits for SharedEventSource */
    this._loading = undefined;
    /** Nothing connects. */
    this._asleep = false;
    /** @type {(() => void) | undefined} what it wakes up to */
    this._pending = undefined;
    /** @type {readonly string[]} */
    this._types = [];
    /** @type {import("../globals.d.ts").PlatformAbortSignal | null | undefined} of the source */
    this._signal = undefined;
    // One function each: a type that is named twice is heard once, a signal too.
    this._receive = this._receive.bind(this);
    this.open = this.open.bind(this);
    this.close = this.close.bind(this);
  }

  /** Anew, in place of what there is. */
  open() {
    this.close();
    this._begin();
  }

  /** Anew and from the last event ID. Nothing where nothing is open: what sleeps wakes up to what is wanted then. */
  reopen() {
    const { eventSource } = this.state;
    if (eventSource || this._loading) {
      const from = this._from();
      this.close();
      this._begin(from);
    }
  }

  close() {
    clearTimeout(this._timer);
    this._pending = undefined;
    this._heed();
    const { eventSource } = this.state;
    if (eventSource || this._loading) {
      this._loading = undefined;
      eventSource?.close();
      this._change({ eventSource: null, delay: null, status: "CLOSED" });
    }
  }

  /** Until resume(). What has failed for good is left so. */
  pause() {
    this._asleep = true;
    const { eventSource, status } = this.state;
    if ((eventSource || this._loading) && status !== "CLOSED") {
      const from = this._from();
      this.close();
      this._pending = () => this._connect(from);
    }
  }

  /** What was open goes on from its last event ID; what was asked for meanwhile begins. */
  resume() {
    this._asleep = false;
    const wake = this._pending;
    this._pending = undefined;
    wake?.();
  }

  /** The types that are wanted now are heard in place of those before. */
  listen() {
    const { eventSource } = this.state;
    const { events } = this._wanted;
    for (const type of this._types) eventSource?.removeEventListener(type, this._receive);
    this._types = events.length > 0 ? events : ["message"];
    for (const type of this._types) eventSource?.addEventListener(type, this._receive);
  }

  /**
   * Aborting is silent.
   * @param {import("../globals.d.ts").PlatformAbortSignal | null} [signal]
   */
  _heed(signal) {
    this._signal?.removeEventListener("abort", this.close);
    this._signal = undefined;
    signal?.addEventListener("abort", this.close);
    this._signal = signal;
  }

  _from() {
    const { eventSource } = this.state;
    return eventSource ? eventSource.lastEventId : this._loading && this._loading.from;
  }

  /** @param {Partial<State>} change */
  _change(change) {
    this.state = { ...this.state, ...change };
    this._show(change);
  }

  /** @param {string} [from] */
  _begin(from) {
    this._retried = 0;
    this._change({ attempt: 0 });
    if (this._asleep) this._pending = () => this._connect(from);
    else this._connect(from);
  }

  /** @param {string} [from] the last event ID of the source before, where the stream goes on */
  _connect(from) {
    const { url, options } = this._wanted;
    if (url === undefined || url === null) return;
    const { shared, headers, body } = options;
    // Here and not in what is loaded first: in the call, or in its effect.
    if (shared === true && [headers, body].some(isLater)) {
      throw new TypeError('Headers or a body to come: whose stream is shared? Name it, such as shared: "user-42"');
    }
    const init = sourceInit(this._wanted, from, () => this._change({ status: "CONNECTING", delay: null }));
    const Source = shared ? SharedEventSource : EventSourcePolyfill;
    if (Source) return this._use(new Source(url, init));
    // What cannot be is thrown now, to whoever catches it without `shared` as well. An iterator of headers is
    // read by that.
    const aborted = new AbortController();
    aborted.abort();
    init.headers = new EventSourcePolyfill(url, { ...init, signal: aborted.signal }).headers;
    this._heed(options.signal);
    const loading = (this._loading = { from });
    this._change({ status: "CONNECTING" });
    loadShared().then((Loaded) => {
      if (this._loading === loading) {
        this._loading = undefined;
        this._use(new Loaded(url, init));
      }
    });
  }

  /** @param {Source} source */
  _use(source) {
    // An aborted signal leaves it closed.
    this._change({ eventSource: source, delay: null, status: source.readyState === source.CLOSED ? "CLOSED" : "CONNECTING" });
    this.listen();
    this._heed(this._wanted.options.signal);

    source.addEventListener("open", (opened) => {
      // A server may call its events so.
      if ("data" in opened) return;
      this._change({ status: "OPEN", error: null, delay: null, reason: null, attempt: 0 });
    });
    source.addEventListener("error", (failed) => {
      if ("data" in failed) return;
      const { reason, willReconnect, delay = null } = failed;
      const { autoReconnect } = this._wanted.options;
      const attempt = this.state.attempt + 1;
      this._change({ error: failed, reason, attempt, delay, status: willReconnect ? "CONNECTING" : "CLOSED" });
      if (!willReconnect && autoReconnect) this._retry(source, autoReconnect === true ? {} : autoReconnect);
    });
  }

  /** @param {MessageEvent<string>} received */
  _receive(received) {
    // An open or error event of the connection, where a server's event of that name was asked for.
    if (!("data" in received)) return;
    const { serializer, onMessage } = this._wanted.options;
    const { type, lastEventId } = received;
    const data = serializer ? serializer.read(received.data) : received.data;
    const message = { event: type, data, lastEventId };
    // Whole, and before its parts: who looks at one part after the other sees pairs that never were.
    this._change({ message, event: type, data: data ?? null, lastEventId });
    onMessage?.(message);
  }

  /**
   * What VueUse does when a source has closed. As there `_retried` counts from open() on, and the first
   * failure too: `retries: 3` connects three times in all.
   *
   * @param {Source} source
   * @param {Exclude<Options["autoReconnect"], boolean | undefined>} policy
   */
  _retry(source, { retries = -1, delay = 1000, onFailed }) {
    this._retried += 1;
    if (!(typeof retries === "function" ? retries() : retries < 0 || this._retried < retries)) {
      onFailed?.();
    } else if (this.state.eventSource === source) {
      // And retries() has neither opened another one nor closed.
      this._change({ status: "CONNECTING", delay });
      this._timer = setTimeout(() => this._connect(source.lastEventId), delay);
    }
  }
}
