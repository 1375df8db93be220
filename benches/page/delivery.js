// @ts-check
/** One trial: a client from its construction to the event `end`. */

import { clients } from "./clients.js";

Object.assign(globalThis, {
  /**
   * @param {string} name
   * @param {string} url
   * @param {import("./clients.js").Kind} kind
   * @param {string[]} types
   */
  async trial(name, url, kind, types) {
    /** @type {{ events: number, length: number }[]} */
    const tallies = [];
    const hear = () => {
      const tally = { events: 0, length: 0 };
      tallies.push(tally);
      return (/** @type {{ data: string }} */ event) => {
        tally.events += 1;
        tally.length += event.data.length;
      };
    };
    const start = performance.now();
    const read = await clients[name](url, { kind, types, hear });
    return { milliseconds: performance.now() - start, tallies, read };
  },
});
