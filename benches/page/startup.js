// @ts-check
/** From the import of a client to its request's arrival. */

Object.assign(globalThis, {
  /**
   * @param {string} script module that exports `Source`; empty for the browser's own
   * @param {string} url answers with the time of the request's arrival
   */
  async startUp(script, url) {
    const start = performance.now();
    const { Source } = script ? await import(script) : { Source: EventSource };
    const imported = performance.now();
    const source = new Source(url);
    const constructed = performance.now();
    const arrived = await new Promise((resolve, reject) => {
      source.onmessage = (/** @type {{ data: string }} */ event) => resolve(Number(event.data));
      source.onerror = () => reject(new Error("connection lost"));
    });
    const heard = performance.now();
    source.close();
    return {
      import: imported - start,
      construction: constructed - imported,
      request: arrived - performance.timeOrigin - start,
      message: heard - start,
    };
  },
});
