// @ts-check
/** Numbered events for a long time: every one of them, in order, and how late. */

import { constructors } from "./clients.js";

let heard = 0;
let disorder = 0;
let errors = 0;
let over = false;
/** Of one event in ten since somebody asked. @type {number[]} */
let latencies = [];

Object.assign(globalThis, {
  /** @param {string} url */
  soak(url) {
    const source = new constructors.ours(url);
    source.onmessage = (/** @type {MessageEvent<string>} */ event) => {
      heard += 1;
      if (Number(event.lastEventId) !== heard) disorder += 1;
      if (heard % 10 === 0) latencies.push(performance.timeOrigin + performance.now() - Number(event.data));
    };
    source.onerror = () => (errors += 1);
    source.addEventListener("end", () => {
      source.close();
      over = true;
    });
  },

  state() {
    const state = { heard, disorder, errors, over, latencies };
    latencies = [];
    return state;
  },
});
