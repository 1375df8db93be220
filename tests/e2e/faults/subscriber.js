// @ts-check
/* A classic script beside event-source-polyfill.js: sources that write down what they live through. */

/** @type {any} */
const scope = globalThis;

/** A source that takes numbered events to the last one, or to the first that is not the next one. */
class Subscriber {
  received = 0;
  /** @type {string | null} */
  failure = null;
  /** @type {Record<string, number>} How many errors had which reason. */
  reasons = {};
  #finished = Promise.withResolvers();

  /**
   * @param {string} url
   * @param {object} init
   * @param {number} end
   * @param {number} restless
   */
  constructor(url, init, end, restless) {
    this.source = new scope.EventSourcePolyfill(url, init);
    for (const type of ["message", "tick"]) {
      this.source.addEventListener(type, (/** @type {any} */ event) => {
        this.#take(event);
        if (this.received === end) this.#finished.resolve(undefined);
        else if (this.received % restless === 0) this.source.reconnect();
      });
    }
    this.source.addEventListener("error", (/** @type {any} */ { reason, willReconnect, message }) => {
      this.reasons[reason] = (this.reasons[reason] ?? 0) + 1;
      if (!willReconnect) this.#fail(message);
    });
  }

  get finished() {
    return this.#finished.promise;
  }

  #take(/** @type {any} */ { type, data, lastEventId }) {
    const next = this.received + 1;
    const expected = JSON.stringify([next % 2 === 0 ? "tick" : "message", `${next}\n你é`, String(next)]);
    const seen = JSON.stringify([type, data, lastEventId]);
    if (seen === expected) this.received = next;
    else this.#fail(`${seen} is not ${expected}`);
  }

  #fail(/** @type {string} */ why) {
    this.failure ??= `after ${this.received}: ${why}`;
    this.#finished.resolve(undefined);
  }
}

/**
 * All at a time: none closes before all have taken all.
 *
 * @param {string[]} urls
 * @param {object} init
 * @param {number} end
 * @param {number} restless at the events of its multiples the page calls reconnect(), in its listener
 */
async function subscribe(urls, init, end, restless) {
  const subscribers = urls.map((url) => new Subscriber(url, init, end, restless));
  await Promise.all(subscribers.map(({ finished }) => finished));
  return subscribers.map(({ source, received, failure, reasons }) => {
    source.close();
    return { received, failure, reasons };
  });
}
scope.subscribe = subscribe;

/**
 * Opens a source and writes down what it says, until it has the event with the ID "2" or has given up.
 *
 * @param {string} url
 * @param {string} init an expression, since functions do not travel
 */
function witness(url, init) {
  /** @type {object[]} */
  const log = [];
  const source = new scope.EventSourcePolyfill(url, new Function(`return ${init}`)());
  const first = Promise.withResolvers();
  const over = Promise.withResolvers();
  source.addEventListener("open", () => log.push({ type: "open" }));
  source.addEventListener("message", (/** @type {any} */ { data, lastEventId }) => {
    log.push({ type: "message", data, lastEventId });
    first.resolve(undefined);
    if (lastEventId !== "2") return;
    source.close();
    over.resolve(log);
  });
  source.addEventListener("error", (/** @type {any} */ { reason, status, willReconnect, attempt, delay }) => {
    log.push({ type: "error", reason, status, willReconnect, attempt, delay, readyState: source.readyState });
    if (!willReconnect) over.resolve(log);
  });
  return { first: first.promise, over: over.promise };
}
scope.witness = witness;
