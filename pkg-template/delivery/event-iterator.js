// @ts-check
/**
 * `for await (const event of source)`: every message event in order, whatever its type.
 *
 * While a consumer has not asked for all that it was given, `drained()` is a promise: the driver reads
 * no further until it is fulfilled, so that the server is held back and the queue stays as long as
 * one chunk. Until then the page has heard what it has asked for: `lastEventId` of that.
 */
export class EventQueue {
  constructor() {
    /** @type {MessageEvent[]} */
    this._events = [];
    /** @type {((result: IteratorResult<MessageEvent>) => void)[]} */
    this._waiting = [];
    this._done = false;
    /** @type {Promise<void> | undefined} */
    this._drained = undefined;
    this._drain = () => {};
    this._heard = "";
  }

  /** How many events nobody has asked for yet. */
  get behind() {
    return this._events.length;
  }

  /** Of the event that was asked for last, while some are behind. */
  get lastEventId() {
    return this._heard;
  }

  /** What reading must wait for. */
  drained() {
    return this._drained;
  }

  /**
   * @param {MessageEvent} event
   * @param {string} heard the last event ID before it
   */
  push(event, heard) {
    const waiting = this._waiting.shift();
    if (waiting) {
      waiting({ value: event, done: false });
      return;
    }
    if (this._events.push(event) === 1) {
      this._heard = heard;
      this._drained = new Promise((resolve) => {
        this._drain = resolve;
      });
    }
  }

  /** @returns {Promise<IteratorResult<MessageEvent>>} */
  next() {
    const event = this._events.shift();
    if (event) {
      this._heard = event.lastEventId;
      if (this._events.length === 0) {
        this._release();
      }
      return Promise.resolve({ value: event, done: false });
    }
    if (this._done) {
      return Promise.resolve({ value: undefined, done: true });
    }
    return new Promise((resolve) => {
      this._waiting.push(resolve);
    });
  }

  /** The source is CLOSED: what was given may still be asked for, then it is the end. */
  end() {
    this._done = true;
    for (const waiting of this._waiting.splice(0)) {
      waiting({ value: undefined, done: true });
    }
    this._release();
  }

  /** Nobody will ask any more. */
  clear() {
    this._events.length = 0;
    this.end();
  }

  _release() {
    this._drained = undefined;
    this._drain();
  }
}

/**
 * What the page iterates with.
 * @param {EventQueue} queue
 * @param {() => void} leave what `return()` does
 * @returns {AsyncIterableIterator<MessageEvent>}
 */
export function eventIterator(queue, leave) {
  return {
    next: () => queue.next(),
    return() {
      leave();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
