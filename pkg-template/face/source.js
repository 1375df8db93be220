// @ts-check
/**
 * What an event source is inside: its settings, its driver, and what the driver calls, `Sink` in
 * src/face/sink.rs. Everything between the request and the event is the driver's.
 *
 * The driver calls the sink's members and never while a borrow of its own is alive, so a listener
 * may do anything, `close()` and `new EventSourcePolyfill()` included.
 */
import { Delivery } from "../delivery/delivery.js";
import { EventListenerList } from "../delivery/event-listener-list.js";
import { EventQueue, eventIterator } from "../delivery/event-iterator.js";
import { Inert } from "../driver/inert.js";
import { decodeUnits } from "../platform/encoding.js";
import { isIterator, isPromise } from "../platform/later.js";
import { isOwn } from "../platform/own-fetch.js";
import { scope } from "../platform/scope.js";
import { nextTask } from "../platform/task.js";
import { abortSignal, fetchLacks, isSameOrigin, lacks, parse, resolve } from "./arguments.js";
import { EventHandlers } from "./event-handlers.js";
import { connectionEvents } from "./events.js";
import { FirstRequest } from "./first-request.js";
import { isLocal, joinPage, leavePage, tellPage } from "./page.js";
import { readNext } from "./reading.js";
import { explainRefusal, requestHeaders, requestInit, send } from "./request.js";
import { readSettings } from "./settings.js";

/** @typedef {import("../driver/supply.js").Driver} Driver */
/** @typedef {import("../driver/supply.js").Supply} Supply */
/** @typedef {import("../index.d.ts").EventSourcePolyfillOptions} EventSourcePolyfillOptions */

export class Source {
  /**
   * @param {EventTarget} target what the page holds
   * @param {import("../delivery/event-target.js").EventTargetInterface} eventTarget
   */
  constructor(target, eventTarget) {
    this.url = "";
    /** @type {unknown} Read afresh at every attempt. */
    this.headers = {};
    this.withCredentials = false;
    this._origin = "";
    /** Whether CORS has a say. */
    this._mayBeRefused = false;
    this.target = target;
    this.listeners = new EventListenerList();
    this.handlers = new EventHandlers(target, eventTarget);
    this._delivery = new Delivery(target, this.listeners, eventTarget);
    /** Undoes what ties an open source to the page and to its signal. */
    this._untie = () => {};
    /** @type {Driver | Inert} */
    this._driver = new Inert();
    /** @type {import("./settings.js").Settings | undefined} of what makes requests */
    this._settings = undefined;
    /** Those that came to nothing as no driver could be loaded. */
    this.attemptsBefore = 0;
    /** The first attempt's request, sent before the driver was there. @type {FirstRequest | undefined} */
    this._early = undefined;
    /** The first attempt's headers, which the constructor has read. @type {Record<string, string> | undefined} */
    this._first = undefined;
    /** For those of the next batch: an array for each would cost more than its text. @type {Uint32Array | undefined} */
    this._spans = undefined;
  }

  /**
   * @param {string} text
   * @param {EventSourcePolyfillOptions} members
   * @param {Supply} supply of drivers
   * @param {any} otherFetch what stands in where there is no fetch
   */
  connect(text, members, supply, otherFetch) {
    const url = resolve(text);
    const sameOrigin = isSameOrigin(url);
    this.url = url.href;
    const { headers } = members;
    this.setHeaders(headers ?? {});
    const signal = abortSignal(members.signal);
    const pauseWhenHidden = Boolean(members.pauseWhenHidden);
    const settings = readSettings(members, sameOrigin);
    const lacking = isOwn(settings.fetch) ? "" : fetchLacks();
    if (lacking) {
      settings.fetch = otherFetch || lacks(lacking);
    }
    this._settings = settings;
    this.withCredentials = settings.withCredentials;
    this._mayBeRefused = !sameOrigin;
    this._delivery.startFrom(settings.lastEventId);
    if (scope.document && scope.document.defaultView === null) {
      return;
    }
    if (typeof headers !== "function" && !isPromise(headers)) {
      this._first = requestHeaders(this.headers, "");
    }
    const driver = supply.driverOf(this, this.url, settings);
    this._driver = driver;
    if (signal?.aborted) {
      this.close();
      return;
    }
    const active = this._tie(driver, signal, { local: isLocal(url), pauseWhenHidden });
    driver.connect();
    if (!active) {
      // What is sent once the page is shown is asked for then.
      this._first = undefined;
    }
  }

  /** @param {any} headers */
  setHeaders(headers) {
    // An iterator gives its own once, and attempts are many.
    this.headers = isIterator(headers) ? Array.from(headers) : headers;
    this._first = undefined;
  }

  /**
   * @param {ReadableStream<Uint8Array>} stream
   * @param {Supply} supply
   */
  connectToStream(stream, supply) {
    this.url = "about:event-stream";
    const driver = supply.driverOfStream(this, stream);
    this._driver = driver;
    // As proposed: it is opened in a later task.
    nextTask().then(() => driver.connect());
  }

  /**
   * @param {Driver} driver
   * @param {AbortSignal | undefined} signal
   * @param {import("./page.js").Conditions} conditions
   * @returns {boolean} whether the page lets it connect
   */
  _tie(driver, signal, conditions) {
    const close = () => this.close();
    joinPage(driver, conditions);
    signal?.addEventListener("abort", close);
    this._untie = () => {
      leavePage(driver);
      signal?.removeEventListener("abort", close);
    };
    return tellPage(driver, conditions);
  }

  get readyState() {
    return this._driver.readyState;
  }

  /** What the page has heard: less than the driver has read, amid a delivery. */
  get lastEventId() {
    const { lastEventId = this._driver.lastEventId } = this._delivery;
    return lastEventId;
  }

  get reconnectionTime() {
    return this._driver.reconnectionTime;
  }

  close() {
    this._delivery.close();
    this._driver.close();
  }

  reconnect() {
    this._driver.reconnect();
  }

  iterate() {
    const queue = new EventQueue();
    this._delivery.join(queue);
    return eventIterator(queue, () => {
      this._delivery.leave(queue);
      this.close();
    });
  }

  /** Sends the first attempt's request while the driver is still on its way. */
  sendFirst() {
    const settings = /** @type {import("./settings.js").Settings} */ (this._settings);
    if (!(settings.lastEventId && settings.idInQuery)) {
      const early = new FirstRequest(this.url, settings, () => this.request([1, settings.lastEventId, undefined]));
      // A function of the page's own may have closed the source.
      if (this.readyState < 2) {
        this._early = early;
        early.begin();
      }
    }
  }

  /** No driver will take it over. */
  abortFirst() {
    if (this._early) this._early.abort().then(this.giveUp, () => {});
    this._early = undefined;
  }

  // What follows is the driver's to call, by these names.

  /** @param {[number, string, number | undefined]} detail */
  request([number, lastEventId, status]) {
    if (this._early) {
      const init = this._early.init();
      // What the driver has to wait for it sends itself: it may be closed, or begin anew, before that comes.
      if (isPromise(init)) this.abortFirst();
      return init;
    }
    const headers = this._first || this.headers;
    this._first = undefined;
    const settings = /** @type {import("./settings.js").Settings} */ (this._settings);
    const attempt = { number: number + this.attemptsBefore, lastEventId, status };
    return requestInit(settings, headers, attempt, settings.idInHeader ? lastEventId : "");
  }

  /**
   * @param {string} url
   * @param {RequestInit} init
   * @param {AbortSignal | undefined} signal
   */
  fetch(url, init, signal) {
    const early = this._early;
    this._early = undefined;
    const settings = /** @type {import("./settings.js").Settings} */ (this._settings);
    const answer = early ? early.answer(init, signal) : send(settings, url, init, signal);
    return this._mayBeRefused && !isOwn(settings.fetch) ? Promise.resolve(answer).then(undefined, explainRefusal) : answer;
  }

  /** @param {Response | undefined} response */
  open(response) {
    const event = /** @type {any} */ (new (connectionEvents().ConnectionEvent)("open", response));
    // A stream has no response, and a fetch of the page's own may say anything of the URL.
    const url = parse(event.url || this.url, this.url) || parse(this.url);
    this._origin = /** @type {URL} */ (url).origin;
    this._delivery.dispatch(event);
  }

  /**
   * @param {Uint8Array | Uint16Array} text ASCII or UTF-16
   * @param {Uint32Array} spans
   */
  messages(text, spans) {
    let kept = this._spans;
    if (!kept || kept.buffer.byteLength < spans.byteLength) {
      kept = spans.slice();
    } else {
      if (kept.length !== spans.length) kept = new Uint32Array(kept.buffer, 0, spans.length);
      kept.set(spans);
    }
    // Nobody else's until the delivery is at its end.
    this._spans = undefined;
    // Whatever comes of it: there may be no string as long as this text.
    this._delivery.fallBehind();
    const delivery = this.deliver(decodeUnits(text), kept);
    const giveBack = () => void (this._spans = kept);
    return delivery ? delivery.then(giveBack) : giveBack();
  }

  /**
   * Both are views of wasm memory, which may move as soon as a listener runs.
   * @param {Uint8Array | Uint16Array} text
   * @param {Uint32Array} spans
   */
  copy(text, spans) {
    return { text: decodeUnits(text), spans: spans.slice() };
  }

  /**
   * @param {string} text
   * @param {Uint32Array} spans
   */
  deliver(text, spans) {
    return this._delivery.deliver(text, spans, this._origin);
  }

  backlog() {
    return this._delivery.backlog();
  }

  /**
   * What must come before what is next, where it is not the driver's reading that paces it.
   * @param {boolean} isMessages and not `open` or `error`
   */
  pause(isMessages) {
    return this._delivery.backlog() || (isMessages ? this._delivery.turn : this._delivery.rest());
  }

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array> | null | undefined} reader none: there is no body
   * @param {(chunk: any) => void} fulfilled given undefined at the end
   * @param {(error: unknown) => void} rejected
   */
  read(reader, fulfilled, rejected) {
    readNext(this._delivery, reader, fulfilled, rejected);
  }

  /**
   * @param {import("./events.js").ErrorDetail} detail the second of it counts the driver's own attempts
   * @param {Response | undefined} response
   * @param {unknown} error
   * @param {AbortController} [controller] of a request whose response is refused
   * @returns whether a listener has begun to read that response
   */
  error(detail, response, error, controller) {
    const { ConnectionErrorEvent } = connectionEvents();
    detail[1] += this.attemptsBefore;
    this._delivery.dispatch(new ConnectionErrorEvent(detail, response, error, controller));
    return Boolean(controller && response && response.body && response.body.locked);
  }

  /** @param {any} body or its reader, or the response that has it */
  async giveUp(body) {
    try {
      const stream = body.body || body;
      await (stream.locked || stream.cancel());
    } catch {
      // What was given up may fail: nobody wants to know.
    }
  }

  closed() {
    this._delivery.close();
    this._untie();
  }
}
