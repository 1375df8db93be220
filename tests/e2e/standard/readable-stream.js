// @ts-check
/* EventSource.fromReadableStream(), as proposed for the standard (whatwg/html pull request 12272). */
(() => {
  /** @type {any} */
  const { claim, equal, throws, play, next, untilError, EventSourcePolyfill } = globalThis;
  const encoder = new TextEncoder();

  /** A stream of these chunks, texts or bytes, that ends unless told otherwise. */
  const stream = (/** @type {(string | Uint8Array)[]} */ chunks, { open = false } = {}) =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
        if (!open) controller.close();
      },
    });
  const from = (/** @type {any[]} */ ...words) => EventSourcePolyfill.fromReadableStream(stream(...words));

  claim("a source of a stream is connecting first, then opens in a later task", async () => {
    const source = from(["data: x\n\n"]);
    equal(source instanceof EventSourcePolyfill, true);
    equal([source.readyState, source.url, source.withCredentials], [0, "about:event-stream", false]);
    equal([source.lastEventId, source.reconnectionTime > 0], ["", true]);
    await Promise.resolve();
    equal(source.readyState, 0);
    equal(await untilError(source), [["open", undefined, undefined, 1], ["message", "x", "", 1], ["error", undefined, undefined, 2]]);
  });

  claim("it reads as an event stream does, whatever the chunks", async () => {
    const text = "\uFEFF: comment\nid: 1\ndata: 你\ndata:🌊\r\n\r\nevent: t\rdata\r\rid: 2\n\ndata: lost";
    const bytes = encoder.encode(text);
    for (const size of [1, 2, 3, 7, 1000]) {
      const chunks = [];
      for (let i = 0; i < bytes.length; i += size) chunks.push(bytes.slice(i, i + size));
      const source = from(chunks);
      equal(await untilError(source, ["t"]), [
        ["open", undefined, undefined, 1],
        ["message", "你\n🌊", "1", 1],
        ["t", "", "1", 1],
        ["error", undefined, undefined, 2],
      ]);
      equal(source.lastEventId, "2");
    }
  });

  claim("messages have the origin null", async () => {
    const { origin } = await next(from(["data: x\n\n"]), "message");
    equal(origin, "null");
  });

  claim("ids and retry are readable, retry as it was given", async () => {
    const source = from(["retry: 5\nid: a\ndata: x\n\nretry: 5x\n"], { open: true });
    await next(source, "message");
    equal([source.lastEventId, source.reconnectionTime], ["a", 5]);
    source.close();
    equal([source.lastEventId, source.reconnectionTime], ["a", 5]);
  });

  claim("who pipes streams into it, one after the other, finds of each what it has changed", async () => {
    const { readable, writable } = new TransformStream();
    const source = EventSourcePolyfill.fromReadableStream(readable);
    /** @type {[string, number][]} */
    const state = [];
    for (const chunks of [["retry: 5\nid: a\ndata: x\n\n"], ["retry: 6\nid: b\n", "data: y\n\n"]]) {
      await stream(chunks).pipeTo(writable, { preventClose: true });
      state.push([source.lastEventId, source.reconnectionTime]);
    }
    source.close();
    equal(state, [["a", 5], ["b", 6]]);
  });

  claim("the end and a failure close it, without a reconnection", async () => {
    const ended = await next(from([]), "error");
    equal([ended.reason, ended.willReconnect, ended.target.readyState], ["end", false, 2]);

    const failure = new RangeError("broken");
    const failed = EventSourcePolyfill.fromReadableStream(new ReadableStream({ pull: (controller) => controller.error(failure) }));
    const event = await next(failed, "error");
    equal([event.reason, event.willReconnect, event.error === failure, failed.readyState], ["network", false, true, 2]);
  });

  claim("a chunk that is no bytes is a failure", async () => {
    for (const chunk of ["data: x\n\n", 5, null, {}]) {
      const source = EventSourcePolyfill.fromReadableStream(new ReadableStream({ start: (controller) => controller.enqueue(chunk) }));
      const event = await next(source, "error");
      equal([event.error instanceof TypeError, source.readyState], [true, 2]);
    }
  });

  claim("what is no stream, or a locked one, is a TypeError", () => {
    for (const value of [undefined, null, {}, "x", new Response("x")]) {
      throws(() => EventSourcePolyfill.fromReadableStream(value), TypeError);
    }
    const locked = stream([]);
    locked.getReader();
    throws(() => EventSourcePolyfill.fromReadableStream(locked), TypeError);
    const taken = stream([], { open: true });
    const source = EventSourcePolyfill.fromReadableStream(taken);
    equal(taken.locked, true);
    throws(() => EventSourcePolyfill.fromReadableStream(taken), TypeError);
    source.close();
  });

  claim("close() cancels the stream, before it is read and while it is", async () => {
    for (const early of [true, false]) {
      /** @type {(reason: unknown) => void} */
      let cancel = () => {};
      const cancelled = new Promise((resolve) => (cancel = resolve));
      const source = EventSourcePolyfill.fromReadableStream(new ReadableStream({ cancel }));
      let events = 0;
      for (const type of ["message", "error"]) source.addEventListener(type, () => (events += 1));
      if (!early) await next(source, "open");
      source.close();
      equal(source.readyState, 2);
      await cancelled;
      equal(events, 0);
    }
  });

  claim("close() in a listener stops what is left of the chunk", async () => {
    const source = from(["data: a\n\ndata: b\n\n"], { open: true });
    /** @type {string[]} */
    const heard = [];
    const first = next(source, "message");
    source.addEventListener("message", (/** @type {any} */ event) => {
      heard.push(event.data);
      source.close();
    });
    await first;
    await new Promise((resolve) => setTimeout(resolve));
    equal(heard, ["a"]);
  });

  claim("a response's body is such a stream", async () => {
    const url = await play([{ steps: [{ drip: "id: 1\ndata: 你\n\n" }] }]);
    const { body } = await fetch(url);
    equal(await untilError(EventSourcePolyfill.fromReadableStream(body)), [
      ["open", undefined, undefined, 1],
      ["message", "你", "1", 1],
      ["error", undefined, undefined, 2],
    ]);
  });
})();
