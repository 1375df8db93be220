// @ts-check
/**
 * The delivery of a batch's events to listeners and iterators.
 *
 * Few events are the platform's own, and dispatched by it. In a burst plain listeners are called
 * with light events, and every few milliseconds the page has its turn; what follows waits.
 *
 * It relies on the driver: while a promise that `deliver()` gave is pending, the driver reads no
 * further and carries out no output but what `close()` brings about. The promise is always
 * fulfilled; once the source is CLOSED what is left is dropped.
 *
 * Deliberately absent: listeners added past the source's own method, by
 * `EventTarget.prototype.addEventListener.call(source, …)`. They hear no light event.
 */
import { Batch } from "./batch.js";
import { LightEvent } from "./light-event.js";

// Not the source's: to fire an event calls no method that the page could replace. And Chromium
// takes the globals away from a document that is gone, while its listeners may still run.
const { dispatchEvent } = EventTarget.prototype;
const { MessageChannel, MessageEvent, performance } = globalThis;

/** So many events within the budget are a burst. */
const BURST = 16;

/** ms of delivery until the page has its turn, and of a pause that is one for the page as well. */
const BUDGET = 8;

/** Events between two looks at the clock, at most: a look costs as much as a light event. */
const LONGEST_STRIDE = 64;

const METHODS = /** @type {const} */ (["addEventListener", "removeEventListener", "dispatchEvent"]);
const NATIVE = /\[native code\]/;

/** Node's own methods, which are written in JavaScript: whoever replaced one did so before the import. */
const OF_NODE = METHODS.map((name) => EventTarget.prototype[name]);

/** @typedef {Pick<EventTarget, typeof METHODS[number]>} Methods */

export class Delivery {
  #source;
  #methods;
  #listeners;
  #iterators;
  #isClosed;
  /** When the page had its last turn. */
  #began = 0;
  #ended = -Infinity;
  /** Events since then. */
  #count = 0;
  /** Whether to call listeners is as good as the platform's dispatch. */
  #direct = false;

  /**
   * @param {EventTarget} source
   * @param {Methods} methods the source's, unless the page replaces them
   * @param {import("./event-listener-list.js").EventListenerList} listeners
   * @param {Set<import("./event-iterator.js").EventIterator>} iterators
   * @param {() => boolean} isClosed
   */
  constructor(source, methods, listeners, iterators, isClosed) {
    this.#source = source;
    this.#methods = methods;
    this.#listeners = listeners;
    this.#iterators = iterators;
    this.#isClosed = isClosed;
  }

  /**
   * @param {string} text
   * @param {Uint32Array} spans
   * @param {string} origin
   * @returns {Promise<void> | undefined} a promise where the page has its turn first
   */
  deliver(text, spans, origin) {
    const now = performance.now();
    if (now - this.#ended > BUDGET) {
      this.#begin(now);
    }
    const batch = new Batch(text, spans, origin);
    this.#count += batch.size;
    batch.isBurst = this.#count >= BURST;
    return this.#slice(batch, now) ? undefined : this.#goOn(batch);
  }

  /** What reading must wait for: the consumers that are behind. */
  backlog() {
    if (this.#iterators.size === 0) {
      return undefined;
    }
    const behind = [...this.#iterators].flatMap((iterator) => iterator.drained ?? []);
    return behind.length > 0 ? Promise.all(behind) : undefined;
  }

  /** @param {Batch} batch */
  async #goOn(batch) {
    let now;
    do {
      await nextTask();
      now = performance.now();
      this.#begin(now);
    } while (!this.#slice(batch, now));
  }

  /** @param {number} now */
  #begin(now) {
    this.#began = now;
    this.#count = 0;
    this.#direct = isDirect(this.#source, this.#methods);
  }

  /**
   * @param {Batch} batch
   * @param {number} now
   * @returns {boolean} whether all is delivered, within the budget
   */
  #slice(batch, now) {
    let stride = 1;
    let left = stride;
    while (!this.#isClosed() && batch.next()) {
      this.#deliver(batch, now);
      left -= 1;
      if (left === 0) {
        const before = now;
        now = performance.now();
        if (now - this.#began > BUDGET) {
          break;
        }
        stride = now - before > 1 ? 1 : Math.min(stride * 2, LONGEST_STRIDE);
        left = stride;
      }
    }
    this.#ended = performance.now();
    return this.#ended - this.#began <= BUDGET;
  }

  /**
   * @param {Batch} batch
   * @param {number} timeStamp
   */
  #deliver(batch, timeStamp) {
    const { type, origin } = batch;
    if (batch.isBurst && this.#direct && this.#iterators.size === 0) {
      const listeners = this.#listeners.of(type);
      if (listeners) {
        const { data, lastEventId } = batch;
        LightEvent.dispatch(
          { target: this.#source, type, data, lastEventId, origin, timeStamp, eventPhase: 2, stopped: 0 },
          listeners,
        );
      }
      if (listeners !== null) {
        return;
      }
    }
    const { data, lastEventId } = batch;
    const event = new MessageEvent(type, { data, lastEventId, origin });
    for (const iterator of this.#iterators) {
      iterator.push(event);
    }
    dispatchEvent.call(this.#source, event);
  }
}

/**
 * Whether nobody can tell who calls the listeners: no method has been replaced. A wrapper may say that
 * it is native code (zone.js, Sentry), but functions of a page have more properties than a name and a
 * length.
 * @param {EventTarget} source
 * @param {Methods} methods
 */
function isDirect(source, methods) {
  return METHODS.every((name, i) => {
    const method = EventTarget.prototype[name];
    return (
      source[name] === methods[name] &&
      ("reportError" in globalThis
        ? NATIVE.test(Function.prototype.toString.call(method)) && Reflect.ownKeys(method).length === 2
        : method === OF_NODE[i])
    );
  });
}

/**
 * Gives the page its turn. Not `scheduler.yield()`: in Chromium its continuations go before animation
 * frames, a third as many of them came, and it rejects for the signal of whoever made the source.
 * The channel is closed at once, for in Node an open one keeps the process alive.
 * @returns {Promise<void>}
 */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
