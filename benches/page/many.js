// @ts-check
/** Many sources on one page: idle ones of a server, or busy ones of a stub of fetch. */

const wait = setTimeout.bind(globalThis);

/** Timers asked for since they were last counted. */
let timers = 0;
for (const name of /** @type {const} */ (["setTimeout", "setInterval"])) {
  const original = globalThis[name];
  // @ts-ignore the same signature
  globalThis[name] = (...words) => {
    timers += 1;
    // @ts-ignore
    return original(...words);
  };
}

/** @type {ReadableStreamDefaultController<Uint8Array>[]} */
const bodies = [];

/** Before any client is imported: some keep the fetch of that moment. */
function stubFetch() {
  globalThis.fetch = async (_, init) => {
    const body = new ReadableStream({
      start(controller) {
        bodies.push(controller);
        init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
}

/** @type {any[]} */
let sources = [];

Object.assign(globalThis, {
  /**
   * Opens idle sources.
   *
   * @param {string} name
   * @param {string[]} urls
   */
  async openIdle(name, urls) {
    const { constructors } = await import("./clients.js");
    const opened = urls.map(
      (url) =>
        new Promise((resolve, reject) => {
          const source = new constructors[name](url);
          sources.push(source);
          source.onopen = resolve;
          source.onerror = () => reject(new Error("connection lost"));
        }),
    );
    await Promise.all(opened);
  },

  /** Loads the clients, makes one source of them and forgets it: the cost of the first is not that of many. */
  async prepare(/** @type {string} */ name, /** @type {boolean} */ stubbed) {
    if (stubbed) stubFetch();
    const { constructors } = await import("./clients.js");
    new constructors[name](stubbed ? "/stub" : "/live?rate=0&count=1").close();
  },

  /**
   * So many sources, each of which hears ten events in ten chunks.
   *
   * @param {string} name
   * @param {number} count
   */
  async busy(name, count) {
    const { constructors } = await import("./clients.js");
    bodies.length = 0;
    timers = 0;
    let heard = 0;
    const start = performance.now();
    const opened = Array.from({ length: count }, () => {
      const source = new constructors[name]("/stub");
      sources.push(source);
      source.onmessage = () => (heard += 1);
      return new Promise((resolve) => (source.onopen = resolve));
    });
    const constructed = performance.now();
    await Promise.all(opened);
    const open = performance.now();
    const event = new TextEncoder().encode("data: tick\n\n");
    for (let round = 0; round < 10; round += 1) {
      for (const body of bodies) body.enqueue(event.slice());
      // Everything that waits for this chunk has run before the next one is written.
      await new Promise((resolve) => wait(resolve));
    }
    while (heard < count * 10 && performance.now() < open + 60_000) {
      await new Promise((resolve) => wait(resolve, 1));
    }
    const delivered = performance.now();
    return {
      heard,
      timers,
      construction: constructed - start,
      opening: open - constructed,
      delivery: delivered - open,
    };
  },

  closeAll() {
    for (const source of sources) source.close();
    sources = [];
    bodies.length = 0;
  },
});
