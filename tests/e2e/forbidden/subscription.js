// @ts-check
/*
 * Runs in a worker beside the package: opens the source that a message names and answers with what it
 * has said, once that is a message or an error.
 */
/** @type {any} */
const worker = globalThis;

/** @param {MessageEvent} event */
const subscribe = ({ data: { url, init }, ports: [port] }) => {
  const source = new worker.EventSourcePolyfill(url, init);
  /** @type {object[]} */
  const log = [];
  source.addEventListener("open", () => log.push({ type: "open" }));
  source.addEventListener("message", (/** @type {any} */ { data, lastEventId }) => {
    log.push({ type: "message", data, lastEventId });
    source.close();
    port.postMessage(log);
  });
  source.addEventListener("error", (/** @type {any} */ { reason, willReconnect }) => {
    log.push({ type: "error", reason, willReconnect, readyState: source.readyState });
    port.postMessage(log);
  });
};
worker.addEventListener("message", subscribe);
worker.addEventListener("connect", (/** @type {MessageEvent} */ { ports: [port] }) => {
  port.addEventListener("message", subscribe);
  port.start();
});
