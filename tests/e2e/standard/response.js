// @ts-check
/* What becomes of a response, and of a connection: HTML §9.2.2, §9.2.3 and §9.2.4. */
(() => {
  /** @type {any} */
  const { asSent, claim, equal, play, requests, next, EventSourcePolyfill } = globalThis;
  // It ends: Firefox never drops the connection of a redirected fetch that a worker aborts.
  const stream = { steps: [{ send: "data: x\n\n" }] };
  const EVENT_STREAM = ["content-type", "text/event-stream"];

  claim("any status but 200 fails the connection", async () => {
    for (const status of [201, 202, 204, 205, 206, 210, 299, 400, 401, 404, 410, 500, 503]) {
      const url = await play([{ status, headers: [EVENT_STREAM] }, stream]);
      const source = new EventSourcePolyfill(url);
      const event = await next(source, "error");
      equal([event.status, event.reason, event.willReconnect, source.readyState], [status, "status", false, 2]);
      equal((await requests(url)).length, 1);
    }
  });

  claim("the MIME type's essence decides, letter case and parameters do not", async () => {
    for (const type of ["text/event-stream;charset=windows-1251", "text/event-stream ; x=y", "Text/Event-Stream", "text/event-stream;"]) {
      const source = new EventSourcePolyfill(await play([{ headers: [["content-type", type]], steps: [{ send: "data: 你\n\n" }, { stall: true }] }]));
      const { data } = await next(source, "message");
      source.close();
      equal(data, "你", type);
    }
    for (const type of ["text/event-streams", "text/plain", "text/x-bogus", ""]) {
      const source = new EventSourcePolyfill(await play([{ headers: [["content-type", type]], steps: [{ send: "data: x\n\n" }] }]));
      const event = await next(source, "error");
      equal([event.reason, event.willReconnect, source.readyState], ["content-type", false, 2], type);
    }
  });

  claim("redirects are followed, and the final URL gives the origin", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const target = await play([stream]);
      const url = await play([{ status, headers: [["location", target]] }]);
      const source = new EventSourcePolyfill(url);
      const open = await next(source, "open");
      const { data, origin } = await next(source, "message");
      source.close();
      equal([data, origin, source.url, open.url], ["x", location.origin, new URL(url, location.href).href, new URL(target, location.href).href]);
    }
  });

  claim("across origins the origin is the other one, before and after redirects", async () => {
    const other = location.origin.replace("127.0.0.1", "localhost");
    const cors = [EVENT_STREAM, ["access-control-allow-origin", "*"]];
    const target = await play([{ ...stream, headers: cors }]);
    const redirect = await play([{ status: 302, headers: [["location", other + target]] }]);
    for (const url of [other + target, redirect]) {
      const source = new EventSourcePolyfill(url);
      const { origin } = await next(source, "message");
      source.close();
      equal(origin, other);
    }
  });

  claim("a connection is reestablished, error and CONNECTING first", async () => {
    const url = await play([{ steps: [{ send: "id: ü\ndata: x\n\n" }] }, stream]);
    const source = new EventSourcePolyfill(url);
    const event = await next(source, "error");
    equal([source.readyState, event.reason, event.willReconnect, event.delay >= 1000 && event.delay <= 1250], [0, "end", true, true]);
    equal((await requests(url)).length, 1);
    await next(source, "open");
    source.close();
    const [first, second] = await requests(url);
    const id = (/** @type {any} */ request) => request.headers.find((/** @type {string[]} */ [name]) => name === "last-event-id")?.[1];
    equal([id(first), first.query], [undefined, null]);
    // UTF-8, read as Latin-1 by the record.
    equal([id(second), second.query], [asSent("\u00C3\u00BC"), "lastEventId=%C3%BC"]);
  });

  claim("an empty id is sent no more", async () => {
    const url = await play([{ steps: [{ send: "id: 1\ndata: x\n\nid\ndata: y\n\n" }] }, stream]);
    const source = new EventSourcePolyfill(url);
    await next(source, "error");
    await next(source, "open");
    source.close();
    const [, second] = await requests(url);
    equal([second.query, second.headers.some((/** @type {string[]} */ [name]) => name === "last-event-id")], [null, false]);
  });

  claim("requests are GET, uncached, and accept event streams", async () => {
    const url = await play([stream]);
    const source = new EventSourcePolyfill(url);
    await next(source, "open");
    source.close();
    const [{ method, headers }] = await requests(url);
    const { accept, "cache-control": cache } = Object.fromEntries(headers);
    equal([method, accept, cache], ["GET", "text/event-stream", "no-cache"]);
  });
})();
