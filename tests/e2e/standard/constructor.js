// @ts-check
/* The constructor: HTML §9.2.2 and WebIDL's conversions. */
(() => {
  /** @type {any} */
  const { claim, equal, throws, play, next, EventSourcePolyfill } = globalThis;

  /** @param {any[]} words */
  const make = (...words) => {
    const source = new EventSourcePolyfill(...words);
    source.close();
    return source;
  };
  const base = globalThis.document?.baseURI ?? location.href;

  claim("a URL is resolved against the document's base URL or the worker's location", () => {
    for (const url of ["", "x", "/x?a=1#f", "//h/x", "?a", "#f", "http://h/a/../b", "http://H:80/"]) {
      equal(make(url).url, new URL(url, base).href);
    }
  });

  claim("a URL that does not parse is a SyntaxError", () => {
    for (const url of ["http://", "http://[", "http://a b/", "http://this is invalid/", "https://h:99999/", "http://a%zz/"]) {
      throws(() => new EventSourcePolyfill(url), DOMException, "SyntaxError");
    }
  });

  claim("the URL is converted to a string first, and once", () => {
    equal(make(new URL("http://h/x")).url, "http://h/x");
    equal(make(undefined).url, new URL("undefined", base).href);
    equal(make(null).url, new URL("null", base).href);
    equal(make(5).url, new URL("5", base).href);
    let conversions = 0;
    const url = { toString: () => `http://h/${(conversions += 1)}` };
    equal(make(url).url, "http://h/1");
    throws(() => new EventSourcePolyfill(Symbol("url")), TypeError);
    throws(() => new EventSourcePolyfill({ toString: () => { throw new RangeError(); } }, 5), RangeError);
  });

  claim("an argument is required, and new", () => {
    throws(() => new EventSourcePolyfill(), TypeError);
    throws(() => EventSourcePolyfill("/x"), TypeError);
    equal(EventSourcePolyfill.length, 1);
  });

  claim("the init dictionary is converted as WebIDL does it", () => {
    for (const init of [undefined, null, {}, [], () => {}, { withCredentials: undefined }]) {
      equal(make("/x", init).withCredentials, false);
    }
    for (const init of [5, "x", true, Symbol("init")]) {
      throws(() => new EventSourcePolyfill("/x", init), TypeError);
    }
    for (const [value, expected] of [[true, true], [1, true], ["false", true], [{}, true], [0, false], ["", false], [null, false], [NaN, false]]) {
      equal(make("/x", { withCredentials: value }).withCredentials, expected);
    }
    let reads = 0;
    make("/x", { get withCredentials() { return (reads += 1); } });
    equal(reads, 1);
    throws(() => new EventSourcePolyfill("/x", { get withCredentials() { throw new RangeError(); } }), RangeError);
  });

  claim("a scheme that cannot be fetched closes the source, and is not tried again", async () => {
    for (const url of ["mailto:a@b.c", "about:blank", "foo:bar", "javascript:alert(1)"]) {
      const source = new EventSourcePolyfill(url);
      equal(source.readyState, 0);
      const event = await next(source, "error");
      equal([source.readyState, event.willReconnect], [2, false], url);
    }
  });

  claim("data: and blob: URLs are read", async () => {
    const blob = new Blob(["id: 1\ndata: x\n\n"], { type: "text/event-stream" });
    const blobs = URL.createObjectURL ? [URL.createObjectURL(blob)] : [];
    for (const url of ["data:text/event-stream,id%3A1%0Adata%3Ax%0A%0A", ...blobs]) {
      const source = new EventSourcePolyfill(url);
      const { data, lastEventId } = await next(source, "message");
      source.close();
      equal([data, lastEventId, source.url], ["x", "1", url]);
    }
  });

  claim("all events come after the constructor", async () => {
    const url = await play([{ steps: [{ send: "data: x\n\n" }] }]);
    const source = new EventSourcePolyfill(url);
    equal(source.readyState, 0);
    await next(source, "open");
    equal(source.readyState, 1);
    source.close();
    equal(source.readyState, 2);
  });
})();
