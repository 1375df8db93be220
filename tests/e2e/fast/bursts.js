// @ts-check
/* Bursts: streams of the page's own that hold many events at once. */
(() => {
  /** @type {any} */
  const scope = globalThis;
  const encoder = new TextEncoder();

  /**
   * @typedef {{ type?: string, data: string, id?: string }} Block
   * @param {Block} block
   */
  const write = ({ type, data, id }) =>
    `${type === undefined ? "" : `event: ${type}\n`}${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`;

  /**
   * A source of one chunk with all these events; the stream then stays open.
   *
   * @param {Block[]} blocks
   */
  scope.burst = (blocks) => scope.bursts([blocks]);

  /**
   * A source of a chunk for each list of events, read on demand alone.
   *
   * @param {Block[][]} lists
   * @param {(pulled: number) => void} [pulled]
   */
  scope.bursts = (lists, pulled) => scope.EventSourcePolyfill.fromReadableStream(scope.chunks(lists, pulled));

  /**
   * @param {Block[][]} lists
   * @param {(pulled: number) => void} [pulled]
   */
  scope.chunks = (lists, pulled = () => {}) => {
    let next = 0;
    return new ReadableStream(
      {
        pull(controller) {
          pulled(next);
          if (next === lists.length) return new Promise(() => {});
          controller.enqueue(encoder.encode(lists[next].map(write).join("")));
          next += 1;
        },
      },
      { highWaterMark: 0 },
    );
  };

  /**
   * @param {number} count
   * @param {number} [first]
   * @returns {Block[]}
   */
  scope.numbered = (count, first = 0) => Array.from({ length: count }, (_, i) => ({ data: String(first + i) }));

  /** Whether an event is no platform object. */
  scope.isLight = (/** @type {Event} */ event) => {
    try {
      Event.prototype.composedPath.call(event);
      return false;
    } catch {
      return true;
    }
  };

  /** The first message, to a listener that needs no platform. */
  scope.first = (/** @type {EventTarget} */ source) =>
    new Promise((resolve) => {
      const listener = (/** @type {Event} */ event) => {
        source.removeEventListener("message", listener);
        resolve(event);
      };
      source.addEventListener("message", listener);
    });

  /** In a later task. */
  scope.task = () => new Promise((resolve) => setTimeout(resolve));
})();
