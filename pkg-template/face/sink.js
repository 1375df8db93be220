// @ts-check
/**
 * What the driver calls, `Sink` in src/face/sink.rs: requests, reading, and what is to be heard. It never
 * calls while a borrow of its own is alive, so a listener may do anything, `close()` and
 * `new EventSourcePolyfill()` included.
 */
import { Delivery } from "../delivery/delivery.js";
import { EventListenerList } from "../delivery/event-listener-list.js";
import { Inert } from "../driver/inert.js";
import { decodeUnits } from "../platform/encoding.js";
import { isPromise } from "../platform/later.js";
import { isOwn } from "../platform/own-fetch.js";
import { parse } from "./arguments.js";
import { connectionEvents } from "./events.js";
import { FirstRequest } from "./first-request.js";
import { readNext } from "./reading.js";
import { explainRefusal, requestInit, send } from "./request.js";

/** @typedef {import("../driver/supply.js").Driver} Driver */
/** @typedef {import("./settings.js").Settings} Settings */

export class Sink {
  /**
   * @param {EventTarget} target what the page holds
   * @param {import("../delivery/event-target.js").EventTargetInterface} eventTarget
   */
  constructor(target, eventTarget) {
    this.url = "";
    /** @type {unknown} Read afresh at every attempt. */
    this.headers = {};
    this.target = target;
    this.listeners = new EventListenerList();
    this._delivery = new Delivery(target, this.listeners, eventTarget);
    /** @type {Driver | Inert} */
    this._driver = new Inert();
    /** @type {Settings | undefined} of what makes requests */
    this._settings = undefined;
    this._origin = "";
    /** Whether CORS has a say. */
    this._mayBeRefused = false;
    /** Those that came to nothing as no driver could be loaded. */
    this.attemptsBefore = 0;
    /** The first attempt's request, sent before the driver was there. @type {FirstRequest | undefined} */
    this._early = undefined;
    /** The first attempt's headers, which the constructor has read. @type {Record<string, string> | undefined} */
    this._first = undefined;
    /** For those of the next batch: an array for each would cost more than its text. @type {Uint32Array | undefined} */
    this._spans = undefined;
    /** Undoes what ties an open source to the page and to its signal. */
    this._untie = () => {};
  }

  get readyState() {
    return this._driver.readyState;
  }

  /** Sends the first attempt's request while the driver is still on its way. */
  sendFirst() {
    const settings = /** @type {Settings} */ (this._settings);
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
    const settings = /** @type {Settings} */ (this._settings);
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
    const settings = /** @type {Settings} */ (this._settings);
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
    readNext(this._delivery, reader, Boolean(this._settings), fulfilled, rejected);
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
