// @ts-check
/** From the server's write to the listener, the page idle or half of its time at work. */

import { clients } from "./clients.js";

const now = () => performance.timeOrigin + performance.now();

/** Ten milliseconds of work, ten of rest. */
function work() {
  const end = performance.now() + 10;
  while (performance.now() < end);
  working = setTimeout(work, 10);
}
/** @type {ReturnType<typeof setTimeout>} */
let working;

/**
 * The floor: chunks as they come, each searched for times.
 *
 * @param {string} url
 * @param {(event: { data: string }) => void} listener
 */
async function read(url, listener) {
  const response = await fetch(url, { cache: "no-store" });
  const decoder = new TextDecoder();
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const [, data] of decoder.decode(value).matchAll(/^data: ([\d.]+)$/gm)) listener({ data });
  }
}

Object.assign(globalThis, {
  /**
   * @param {string} name
   * @param {string} url
   * @param {boolean} loaded
   * @returns {Promise<number[]>} ms, of every event
   */
  async latency(name, url, loaded) {
    /** @type {number[]} */
    const latencies = [];
    const listener = (/** @type {{ data: string }} */ event) => {
      latencies.push(now() - Number(event.data));
    };
    if (loaded) work();
    if (name === "floor") await read(url, listener);
    else await clients[name](url, { kind: "onmessage", types: ["message"], hear: () => listener });
    clearTimeout(working);
    return latencies;
  },
});
