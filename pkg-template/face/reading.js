// @ts-check
/**
 * The body of a response, read chunk by chunk: at once, as long as its page keeps up, and told no sooner than
 * a task after the event before. Natively each event has its own.
 *
 * @param {import("../delivery/delivery.js").Delivery} delivery
 * @param {ReadableStreamDefaultReader<Uint8Array> | null | undefined} reader none: there is no body
 * @param {(chunk: any) => void} fulfilled given undefined at the end
 * @param {(error: unknown) => void} rejected
 */
export function readNext(delivery, reader, fulfilled, rejected) {
  /** @type {Promise<ReadableStreamReadResult<Uint8Array> | undefined>} */
  let read;
  try {
    read = Promise.resolve(reader?.read());
  } catch (error) {
    read = Promise.reject(error);
  }
  // What is read while the task has not come waits for it.
  const { turn } = delivery;
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
      if (result && !result.done) fulfilled(result.value || false);
      else end(fulfilled)(undefined);
    } catch (error) {
      // What cannot be taken, such as a chunk whose buffer was transferred, is as if it could not be read.
      lost(error);
    }
  };
  (turn ? Promise.all([read, turn]).then(([result]) => result) : read).then(give, lost);
}
