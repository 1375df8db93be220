// @ts-check
/* Programs of a page's, each run on the browser's own EventSource and on ours. */
(() => {
  /** @type {any} */
  const scope = globalThis;
  const { EventSource, EventSourcePolyfill } = scope;

  /**
   * @callback Program
   * @param {EventSource} source
   * @param {(...words: unknown[]) => void} write
   * @returns {unknown} a promise: it closes the source and is over then
   */

  /** Everything that is under way has come: tasks, and what they make ready. */
  scope.settle = async () => {
    for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setTimeout(resolve));
  };

  /**
   * What a program writes down until its stream ends, or until it is over.
   *
   * @param {EventSource} source
   * @param {Program} program
   * @returns {Promise<string[]>}
   */
  const record = async (source, program) => {
    /** @type {string[]} */
    const log = [];
    const over = program(source, (...words) => log.push(words.join(" ")));
    await (over ??
      new Promise((resolve) => {
        source.addEventListener("error", resolve);
      }));
    // What comes of the last event in a microtask is the program's.
    await scope.settle();
    source.close();
    return log;
  };

  /**
   * Reads blocks one by one, each when it is asked for.
   *
   * @param {string} text
   */
  const inPieces = (text) => async () => {
    const blocks = (text.match(/[^]+?\n\n/g) ?? []).map((block) => new TextEncoder().encode(block));
    const pull = (/** @type {ReadableStreamDefaultController<Uint8Array>} */ controller) => {
      const block = blocks.shift();
      if (block) controller.enqueue(block);
      else controller.close();
    };
    return new Response(new ReadableStream({ pull }), { headers: { "content-type": "text/event-stream" } });
  };

  /**
   * The same text for both, in one write.
   *
   * @param {string} text
   * @param {Program} program
   * @param {boolean} [pieces] whether ours reads an event at a time
   */
  scope.compare = async (text, program, pieces = false) => {
    const url = await scope.play([{ steps: [{ send: text }] }]);
    const [native, ours] = await Promise.all([
      record(new EventSource(url), program),
      record(new EventSourcePolyfill(url, pieces ? { fetch: inPieces(text) } : {}), program),
    ]);
    return { native, ours };
  };

  /**
   * So many messages, every third of another type, with IDs.
   *
   * @param {number} count
   */
  scope.messages = (count) =>
    Array.from({ length: count }, (_, i) => `${i % 3 === 2 ? "event: other\n" : ""}id: ${i}\ndata: ${i}\n\n`).join("");

  /** @param {number} count of turns of the microtask queue */
  scope.turns = async (count) => {
    for (let i = 0; i < count; i += 1) await undefined;
  };
})();
