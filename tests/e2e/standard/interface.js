// @ts-check
/* The interface's shape: WebIDL, and event handler IDL attributes (HTML §8.1.8.1). */
(() => {
  /** @type {any} */
  const { claim, equal, throws, play, next, EventSourcePolyfill } = globalThis;
  const { prototype } = EventSourcePolyfill;

  const make = () => {
    const source = new EventSourcePolyfill("/nowhere");
    source.close();
    return source;
  };

  claim("attributes are accessors on the prototype, enumerable, the read-only ones without a setter", () => {
    const writable = { onopen: true, onmessage: true, onerror: true, headers: true };
    for (const name of ["url", "withCredentials", "readyState", "onopen", "onmessage", "onerror", "lastEventId", "reconnectionTime", "headers"]) {
      const { get, set, enumerable, configurable } = /** @type {any} */ (Object.getOwnPropertyDescriptor(prototype, name));
      equal([typeof get, set !== undefined, enumerable, configurable], ["function", name in writable, true, true], name);
      throws(() => get.call({}), TypeError);
    }
    equal(Object.keys(make()), []);
  });

  claim("operations are enumerable methods", () => {
    for (const [object, name] of [[prototype, "close"], [EventSourcePolyfill, "fromReadableStream"]]) {
      const { value, ...flags } = /** @type {any} */ (Object.getOwnPropertyDescriptor(object, name));
      equal([typeof value, flags], ["function", { writable: true, enumerable: true, configurable: true }], name);
    }
    throws(() => prototype.close.call({}), TypeError);
  });

  claim("for…in lists every attribute, operation and constant, those of EventTarget too", () => {
    const listed = (/** @type {object} */ object) => {
      const names = [];
      for (const name in object) names.push(name);
      return names;
    };
    const operations = ["addEventListener", "close", "dispatchEvent", "reconnect", "removeEventListener"];
    const attributes = ["headers", "lastEventId", "onerror", "onmessage", "onopen", "readyState", "reconnectionTime", "url", "withCredentials"];
    const expected = ["CLOSED", "CONNECTING", "OPEN", ...operations, ...attributes].sort();
    // An engine may have more in EventTarget.
    for (const object of [prototype, make()]) equal(listed(object).filter((name) => expected.includes(name)).sort(), expected);
  });

  claim("constants stand on the interface object and on its prototype, and cannot be changed", () => {
    for (const [name, value] of Object.entries({ CONNECTING: 0, OPEN: 1, CLOSED: 2 })) {
      for (const object of [EventSourcePolyfill, prototype]) {
        equal(Object.getOwnPropertyDescriptor(object, name), { value, writable: false, enumerable: true, configurable: false });
      }
    }
  });

  claim("it is an EventTarget and says what it is", () => {
    const source = make();
    equal(source instanceof EventTarget, true);
    equal(Object.getPrototypeOf(EventSourcePolyfill) === EventTarget, true);
    equal([EventSourcePolyfill.name, source.constructor === EventSourcePolyfill], ["EventSourcePolyfill", true]);
    equal(String(source), "[object EventSource]");
  });

  claim("read-only attributes stay as they are", () => {
    const source = make();
    for (const name of ["url", "withCredentials", "readyState", "lastEventId", "reconnectionTime"]) {
      const before = source[name];
      Reflect.set(source, name, "changed");
      equal(source[name], before, name);
    }
  });

  claim("event handlers are null until set, and for what cannot be called", () => {
    const source = make();
    for (const name of ["onopen", "onmessage", "onerror"]) {
      equal(source[name], null);
      const handler = () => {};
      source[name] = handler;
      equal(source[name] === handler, true);
      for (const value of [null, undefined, 5, "x", true, {}, { handleEvent() {} }]) {
        source[name] = handler;
        source[name] = value;
        equal(source[name], null, String(value));
      }
    }
  });

  claim("a handler has the place of its first setting, and loses it by null", () => {
    const source = make();
    /** @type {string[]} */
    const order = [];
    source.addEventListener("message", () => order.push("a"));
    source.onmessage = () => order.push("replaced");
    source.addEventListener("message", () => order.push("b"));
    source.onmessage = () => order.push("on");
    source.dispatchEvent(new Event("message"));
    equal(order.splice(0), ["a", "on", "b"]);
    source.onmessage = null;
    source.dispatchEvent(new Event("message"));
    equal(order.splice(0), ["a", "b"]);
    source.onmessage = () => order.push("on");
    source.dispatchEvent(new Event("message"));
    equal(order, ["a", "b", "on"]);
  });

  claim("a handler's this is the source", async () => {
    const source = make();
    /** @type {any} */
    let seen;
    source.onerror = /** @this {any} */ function () {
      seen = this;
    };
    source.dispatchEvent(new Event("error"));
    equal(seen === source, true);
  });

  claim("a subclass works", async () => {
    class Mine extends EventSourcePolyfill {
      heard = /** @type {string[]} */ ([]);
      /** @param {string} url */
      constructor(url) {
        super(url, { headers: { "x-mine": "1" } });
        this.addEventListener("message", (/** @type {any} */ event) => this.heard.push(event.data));
      }
    }
    const source = new Mine(await play([{ steps: [{ send: "data: x\n\n" }, { stall: true }] }]));
    await next(source, "message");
    source.close();
    equal([source.heard, source instanceof EventSourcePolyfill, Mine.OPEN], [["x"], true, 1]);
  });

  claim("events are the platform's own, as native fires them", async () => {
    const source = new EventSourcePolyfill(await play([{ steps: [{ send: "id: 7\ndata: x\n\n" }] }]));
    const [open, message, error] = await Promise.all(["open", "message", "error"].map((type) => next(source, type)));
    source.close();
    for (const event of [open, message, error]) {
      equal([event instanceof Event, event.bubbles, event.cancelable, event.composed, event.target === source], [true, false, false, false, true]);
    }
    equal(message instanceof MessageEvent, true);
    equal([message.data, message.lastEventId, message.origin, message.source, message.ports], ["x", "7", location.origin, null, []]);
    equal([open.status, open.headers.get("content-type"), new URL(open.url).pathname.slice(0, 8)], [200, "text/event-stream", "/stream/"]);
    equal([error.status, error.reason, error.willReconnect, error.attempt, error.error], [200, "end", true, 1, undefined]);
  });
})();
