// @ts-check
/* global window, document, EventSource, MessageEvent */
/** Runs in the page: the browser's own EventSource and ours read the same streams, side by side. */

(() => {
  /** How long a stream may take; on a loaded machine most of it is waiting for a connection. */
  const PATIENCE = 30_000;

  /** A browser has six connections for an origin, and each stream takes two. */
  const LANES = 3;

  const { EventSourcePolyfill } = /** @type {any} */ (window);

  /**
   * @param {string} url
   * @param {string[]} types of the events to listen to
   */
  async function compare(url, types) {
    const [native, ours] = await Promise.all([
      record(new EventSource(url), types),
      // Silence is no matter of what a stream means: on a loaded machine it may last.
      record(new EventSourcePolyfill(url, { heartbeatTimeout: 0 }), types),
    ]);
    return { url, native, ours };
  }

  /**
   * What a page can see of a source until its stream ends, one line for each event.
   *
   * @param {EventSource} source
   * @param {string[]} types
   * @returns {Promise<string[]>}
   */
  function record(source, types) {
    return new Promise((resolve) => {
      /** @type {string[]} */
      const log = [];
      const end = () => {
        clearTimeout(timer);
        source.close();
        resolve(log);
      };
      const timer = setTimeout(() => {
        log.push("no end");
        end();
      }, PATIENCE);
      for (const type of new Set(["open", "message", "error", ...types])) {
        source.addEventListener(type, (/** @type {any} */ event) => {
          const { data, lastEventId, origin } = event;
          const isMessage = event instanceof MessageEvent;
          const state = source.readyState;
          log.push(JSON.stringify({ type: event.type, isMessage, data, lastEventId, origin, state }));
          // The end of the stream; a stream may well have messages of that type.
          if (event.type === "error" && !isMessage) end();
        });
      }
    });
  }

  /**
   * What the two say of each of these streams.
   *
   * @param {string[]} urls
   * @param {string[]} types
   */
  async function comparePairs(urls, types) {
    const waiting = urls.entries();
    const pairs = /** @type {Awaited<ReturnType<typeof compare>>[]} */ ([]);
    const lane = async () => {
      for (const [index, url] of waiting) pairs[index] = await compare(url, types);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return pairs;
  }

  Object.assign(window, {
    pairs: comparePairs,

    /** Only where they differ. */
    differences: async (/** @type {[string[], string[]]} */ ...streams) =>
      (await comparePairs(...streams)).filter(({ native, ours }) => native.join("\n") !== ours.join("\n")),
  });
})();
