// @ts-check
/**
 * What an event source is inside, as the page sees it: its settings, its driver, and when it connects.
 * Everything between the request and the event is the driver's, and what that calls is sink.js.
 */
import { EventQueue, eventIterator } from "../delivery/event-iterator.js";
import { isIterator, isPromise } from "../platform/later.js";
import { isOwn } from "../platform/own-fetch.js";
import { scope } from "../platform/scope.js";
import { nextTask } from "../platform/task.js";
import { abortSignal, fetchLacks, isSameOrigin, lacks, resolve } from "./arguments.js";
import { EventHandlers } from "./event-handlers.js";
import { joinPage, leavePage, tellPage } from "./page.js";
import { requestHeaders } from "./request.js";
import { readSettings } from "./settings.js";
import { Sink } from "./sink.js";

/** @typedef {import("../driver/supply.js").Driver} Driver */
/** @typedef {import("../driver/supply.js").Supply} Supply */
/** @typedef {import("../index.d.ts").EventSourcePolyfillOptions} EventSourcePolyfillOptions */

export class Source extends Sink {
  /**
   * @param {EventTarget} target what the page holds
   * @param {import("../delivery/event-target.js").EventTargetInterface} eventTarget
   */
  constructor(target, eventTarget) {
    super(target, eventTarget);
    this.withCredentials = false;
    this.handlers = new EventHandlers(target, eventTarget);
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
    const conditions = { url, pauseWhenHidden };
    this._tie(driver, signal);
    const active = tellPage(driver, conditions);
    driver.connect();
    if (!active) {
      // What is sent once the page is shown is asked for then.
      this._first = undefined;
    }
    // Behind the request, which leaves the sooner. A function of the page's own may have closed the source.
    if (this.readyState < 2) joinPage(driver, conditions);
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
   */
  _tie(driver, signal) {
    const close = () => this.close();
    signal?.addEventListener("abort", close);
    this._untie = () => {
      leavePage(driver);
      signal?.removeEventListener("abort", close);
    };
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
}
