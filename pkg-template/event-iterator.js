// @ts-check
/**
 * `for await (const event of source)`: every message event in order, whatever its type.
 *
 * While a consumer has not asked for all that it was given, `drained` is a promise: the driver reads
 * no further until it is fulfilled, so that the server is held back and the queue stays as long as
 * one chunk.
 *
 * @implements {AsyncIterableIterator<MessageEvent>}
 */
export class EventIterator {
  /** @type {MessageEvent[]} */
  #queue = [];
  /** @type {((result: IteratorResult<MessageEvent>) => void)[]} */
  #waiting = [];
  #done = false;
  #close;
  /** @type {Promise<void> | undefined} */
  drained;
  #drain = () => {};

  /** @param {() => void} close what `return()` does to the source */
  constructor(close) {
    this.#close = close;
  }

  /** @param {MessageEvent} event */
  push(event) {
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting({ value: event, done: false });
    } else {
      this.#queue.push(event);
      this.drained ??= new Promise((resolve) => {
        this.#drain = resolve;
      });
    }
  }

  /** The source is CLOSED: what was given may still be asked for, then it is the end. */
  end() {
    this.#done = true;
    for (const waiting of this.#waiting.splice(0)) {
      waiting({ value: undefined, done: true });
    }
    this.#release();
  }

  /** @returns {Promise<IteratorResult<MessageEvent>>} */
  next() {
    const event = this.#queue.shift();
    if (this.#queue.length === 0) {
      this.#release();
    }
    if (event) {
      return Promise.resolve({ value: event, done: false });
    }
    if (this.#done) {
      return Promise.resolve({ value: undefined, done: true });
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** @returns {Promise<IteratorResult<MessageEvent>>} */
  return() {
    this.#queue.length = 0;
    this.end();
    this.#close();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #release() {
    this.drained = undefined;
    this.#drain();
  }
}
