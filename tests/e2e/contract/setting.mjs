// @ts-check
/** What a claim finds in the page: the package, a stream of its own, the clock and the witness. */

import { advance, advanceUntil, tick, until } from "./clock.mjs";
import { calls, faults, forget, nativeFetch, said, stage } from "./witness.mjs";

/**
 * @typedef {ReturnType<typeof makeSetting>} Setting
 *
 * @typedef {object} Claim
 * @property {string} title
 * @property {import("../server.mjs").Response[] | ((stream: { url: string, elsewhere: string }) => import("../server.mjs").Response[])} [responses]
 *   what the claim's stream plays; unless said, one message and then silence
 * @property {(setting: Setting) => unknown} facts runs in the page
 * @property {unknown} expected the facts
 * @property {[departure: import("../departures.mjs").Departure, facts: unknown]} [original] a row of departures.mjs, and the facts
 *   with the original
 * @property {boolean} [noisy] whether console lines and uncaught exceptions belong to it
 */

/**
 * @param {any} imported the package
 * @param {string} name of the stream
 */
export function makeSetting(imported, name) {
  /** @type {Set<any>} */
  const sources = new Set();
  const url = `/stream/${name}`;
  const { port } = location;

  /**
   * From another origin: a browser grants each six connections, and claims may stall them all.
   *
   * @param {string} path
   * @param {RequestInit} [init]
   */
  const ask = async (path, init) => {
    const answer = await nativeFetch(`http://localhost:${port}${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };

  /** @param {any} source */
  const track = (source) => {
    sources.add(source);
    return source;
  };

  return {
    imported,
    EventSourcePolyfill: imported.EventSourcePolyfill,
    url,
    /** The same stream from another origin. */
    elsewhere: `http://localhost:${port}${url}`,
    calls,
    said,
    faults,
    stage,
    advance,
    tick,
    until,
    track,

    /**
     * An event source, closed when the claim ends.
     *
     * @param {any} [init]
     * @param {any} [address]
     */
    open: (init, address = url) => track(new imported.EventSourcePolyfill(address, init)),

    /**
     * Writes down every event of the types.
     *
     * @param {any} source
     * @param {(event: any, source: any) => unknown} [describe]
     * @param {string[]} [types]
     */
    log(source, describe = (event) => event.type, types = ["open", "message", "error"]) {
      /** @type {any[]} */
      const entries = [];
      for (const type of types) {
        source.addEventListener(type, (/** @type {any} */ event) => entries.push(describe(event, source)));
      }
      return {
        entries,
        /** @param {number} length */
        reach: async (length) => {
          await until(() => entries.length >= length, () => entries);
          return entries;
        },
      };
    },

    /**
     * @param {any} source
     * @param {string} type
     * @returns {Promise<any>} the next event of that type
     */
    async event(source, type) {
      /** @type {any} */
      let seen;
      source.addEventListener(type, (/** @type {any} */ event) => (seen ??= event));
      await until(() => seen, () => `no ${type}`);
      return seen;
    },

    /**
     * @param {() => unknown} act
     * @returns {string | null} the name of what it throws
     */
    thrown(act) {
      try {
        act();
        return null;
      } catch (error) {
        return /** @type {Error} */ (error).name;
      }
    },

    /** @returns {Promise<number>} after how many ms the next request leaves */
    nextRequest() {
      const before = calls.length;
      return advanceUntil(() => calls.length > before);
    },

    /** Where the requests went, without what the claims share. */
    requested: () => calls.map((call) => new URL(call.url, document.baseURI).href.replace(location.origin + url, "")),

    /**
     * @param {number} [atLeast]
     * @returns {Promise<import("../server.mjs").Request[]>}
     */
    requests: (atLeast = 0) => ask(`/requests/${name}?atLeast=${atLeast}`),

    /** @param {string} gate */
    openGate: (gate) => ask(`/gate/${name}/${gate}`, { method: "POST" }),

    /** @param {number} atLeast */
    closed: (atLeast) => ask(`/closed/${name}?atLeast=${atLeast}`),

    /** What is under way arrives: a round trip, and the tasks that wait. */
    async settle() {
      await ask(`/requests/${name}`);
      await tick();
      await tick();
    },

    close() {
      for (const source of sources) source.close();
    },

    forget,
  };
}
