// @ts-check
/**
 * The body of a response, read chunk by chunk: at once, as long as its page keeps up, and told no sooner than
 * a task after the event before. Natively each event has its own.
 *
 * A stream of the page's is not read ahead. Whoever writes into it hears that a chunk was taken, and may look at
 * once for what it has changed: it is taken when it can be told.
 *
 * @param {import("../delivery/delivery.js").Delivery} delivery
 * @param {any} reader none: there is no body. Or what a read has come to, which is told the same way
 * @param {boolean} ahead whether it may be read before the task is there: false of a stream of the page's
 * @param {(chunk: any) => void} fulfilled given undefined at the end
 * @param {(error: unknown) => void} rejected
 */
export function readNext(delivery, reader, ahead, fulfilled, rejected) {
  const { turn } = delivery;
  const ask = () => reader && (reader.read ? reader.read() : reader);
  /** @type {Promise<ReadableStreamReadResult<Uint8Array> | undefined>} */
  let read;
  try {
    read = turn && !ahead ? turn.then(ask) : Promise.resolve(ask());
  } catch (error) {
    read = Promise.reject(error);
  }
  /** @param {(outcome: unknown) => void} settle as the end, which comes in a later task than the last event */
  const end = (settle) => (/** @type {unknown} */ outcome) => {
    const rest = delivery.rest();
    if (rest) rest.then(() => settle(outcome));
    else settle(outcome);
  };
  const lost = end(rejected);
  /** @param {ReadableStreamReadResult<Uint8Array> | undefined} result */
  const give = (result) => {
    try {
      if (result && !result.done) fulfilled(bytes(result.value));
      else end(fulfilled)(undefined);
    } catch (error) {
      lost(error);
    }
  };
  // What is read while the task has not come waits for it.
  (turn ? Promise.all([read, turn]).then(([result]) => result) : read).then(give, lost);
}

/**
 * The bytes of a `Uint8Array` of any realm, as one of ours: what looks like one, or inherits from it, may throw
 * whatever it is asked for, and over the driver's frames nothing is to be thrown.
 * @param {any} value
 */
function bytes(value) {
  if (ArrayBuffer.isView(value)) {
    // An heir may have a name of its own, and one of another realm is no instance.
    const isNamed = /** @type {any} */ (value)[Symbol.toStringTag] === "Uint8Array";
    if (isNamed && Object.getPrototypeOf(value) === Uint8Array.prototype) return value;
    if (isNamed || value instanceof Uint8Array) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  throw new TypeError("A chunk is not a Uint8Array");
}
