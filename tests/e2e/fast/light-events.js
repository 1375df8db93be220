// @ts-check
/* What a listener can see of the events of a burst, and when they are the platform's own. */
(() => {
  /** @type {any} */
  const { claim, equal, burst, bursts, numbered, isLight, first, next, task, throws } = globalThis;

  /**
   * Both kinds of one event, at the time of `look` in their listeners and afterwards.
   *
   * @param {(event: MessageEvent, target: EventTarget) => unknown} look
   */
  const compare = async (look) => {
    const target = new EventTarget();
    /** @type {MessageEvent} */
    let genuine = new MessageEvent("message", { data: "0", lastEventId: "7", origin: "null" });
    const expected = [];
    target.addEventListener("message", (event) => expected.push(look(/** @type {MessageEvent} */ (event), target)));
    target.dispatchEvent(genuine);
    expected.push(look(genuine, target));

    const source = burst([{ data: "0", id: "7" }, ...numbered(20, 1)]);
    /** @type {unknown[]} */
    const seen = [];
    const event = await new Promise((resolve) => {
      source.addEventListener("message", (/** @type {MessageEvent} */ event) => {
        if (event.data !== "0") return;
        seen.push(look(event, source));
        source.close();
        resolve(event);
      });
    });
    equal(isLight(event), true, "light:");
    seen.push(look(event, source));
    equal(seen, expected);
  };

  claim("it has every member of a MessageEvent, with its value, and no other", () =>
    compare((event, target) => {
      const members = [];
      for (const name in event) {
        const value = /** @type {any} */ (event)[name];
        const told = name === "timeStamp" ? typeof value : value === target ? "target" : (value ?? `${value}`);
        members.push([name, typeof value === "function" ? value.length : told]);
      }
      return members.sort();
    }));

  claim("it is an instance and says so, and its own properties are those of an event", () =>
    compare((event) => [
      event instanceof MessageEvent,
      event instanceof Event,
      event.constructor === MessageEvent,
      String(event),
      Object.keys(event),
      JSON.stringify(event),
      event.ports === event.ports,
      Object.isFrozen(event.ports),
    ]));

  claim("its methods and legacy attributes work, during the dispatch and after it", () =>
    compare((event) => {
      const legacy = /** @type {any} */ (event);
      const seen = [];
      const { eventPhase } = event;
      const note = () => {
        seen.push(event.type, event.defaultPrevented, event.returnValue, event.bubbles, event.cancelable);
        // Chromium does not unset the flag after the dispatch, as DOM §2.9 says.
        if (eventPhase) seen.push(event.cancelBubble);
      };
      event.preventDefault();
      note();
      event.returnValue = false;
      note();
      event.cancelBubble = true;
      note();
      event.cancelBubble = false;
      note();
      event.stopImmediatePropagation();
      note();
      event.initEvent("renamed", true, true);
      note();
      event.preventDefault();
      note();
      legacy.initMessageEvent("message", false, true, "new", "o", "i", null, []);
      event.returnValue = true;
      event.returnValue = false;
      note();
      seen.push(event.data, event.origin, event.lastEventId, event.eventPhase);
      // As it was, for the next look.
      event.initMessageEvent("message", false, false, "0", "null", "7");
      return seen;
    }));

  claim("a page can keep things on it", () =>
    compare((event) => {
      const mine = /** @type {any} */ (event);
      mine.mine = (mine.mine ?? 0) + 1;
      return [mine.mine, Object.keys(event)];
    }));

  claim("the attributes are read-only", () =>
    compare((event) => ["data", "type", "target", "origin", "timeStamp"].map((name) => Reflect.set(event, name, "changed") || event.data)));

  claim("its time is that of its delivery", async () => {
    const before = performance.now();
    const source = burst(numbered(20));
    const event = await first(source);
    equal([isLight(event), event.timeStamp >= before, event.timeStamp <= performance.now()], [true, true, true]);
    source.close();
  });

  claim("few events at a time are the platform's own, and can be dispatched again", async () => {
    const source = burst(numbered(3));
    const event = await first(source);
    const target = new EventTarget();
    const again = next(target, "message");
    target.dispatchEvent(event);
    equal([(await again) === event, event.target === target, event.data], [true, true, "0"]);
    source.close();
  });

  claim("few events at a time, again and again, are a burst until there is a pause", async () => {
    // On a busy machine there are pauses enough: no time passes here.
    const began = performance.now();
    performance.now = () => began;
    /** @type {boolean[]} */
    const kinds = [];
    try {
      const source = bursts(Array.from({ length: 40 }, (_, i) => numbered(1, i)));
      await new Promise((resolve) => {
        source.onmessage = (/** @type {MessageEvent} */ event) => {
          kinds.push(isLight(event));
          if (event.data === "39") resolve(undefined);
        };
      });
      source.close();
    } finally {
      // The prototype's again.
      delete (/** @type {any} */ (performance).now);
    }
    equal([kinds[0], kinds.includes(true)], [false, true]);
  });

  for (const [title, patch] of /** @type {[string, (source: any, note: () => void) => () => void][]} */ ([
    [
      "the platform's addEventListener is wrapped",
      (_, note) => {
        const { addEventListener } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (type, callback, options) {
          const wrapped = (/** @type {Event} */ event) => {
            note();
            /** @type {any} */ (callback).call(this, event);
          };
          return addEventListener.call(this, type, wrapped, options);
        };
        return () => {
          EventTarget.prototype.addEventListener = addEventListener;
        };
      },
    ],
    [
      "the platform's addEventListener is wrapped by one that says it is native code",
      (_, note) => {
        const { addEventListener } = EventTarget.prototype;
        const { toString } = Function.prototype;
        EventTarget.prototype.addEventListener = function (type, callback, options) {
          const wrapped = (/** @type {Event} */ event) => {
            note();
            /** @type {any} */ (callback).call(this, event);
          };
          return addEventListener.call(this, type, wrapped, options);
        };
        Function.prototype.toString = function () {
          return toString.call(this === EventTarget.prototype.addEventListener ? addEventListener : this);
        };
        return () => {
          EventTarget.prototype.addEventListener = addEventListener;
          Function.prototype.toString = toString;
        };
      },
    ],
    [
      "the source's addEventListener is replaced",
      (source, note) => {
        source.addEventListener = (/** @type {string} */ type, /** @type {any} */ callback) =>
          EventTarget.prototype.addEventListener.call(source, type, (event) => {
            note();
            callback.call(source, event);
          });
        return () => {};
      },
    ],
  ])) {
    claim(`nothing is light where ${title}`, async () => {
      let noted = 0;
      const source = burst(numbered(40));
      const undo = patch(source, () => (noted += 1));
      /** @type {boolean[]} */
      const kinds = [];
      await new Promise((resolve) => {
        source.addEventListener("message", (/** @type {MessageEvent} */ event) => {
          kinds.push(isLight(event));
          if (event.data === "39") resolve(undefined);
        });
      });
      undo();
      source.close();
      equal([noted, kinds], [40, Array(40).fill(false)]);
    });
  }

  claim("a loop gets all events of a burst, and so do listeners", async () => {
    const source = burst(numbered(40));
    let heard = 0;
    source.onmessage = () => (heard += 1);
    const seen = [];
    for await (const { data } of source) {
      seen.push(data);
      if (seen.length === 40) break;
    }
    equal([seen, heard], [numbered(40).map((/** @type {{ data: string }} */ { data }) => data), 40]);
  });

  claim("a type is converted once, and a source's methods take other targets, as the platform's do", async () => {
    const { EventSourcePolyfill } = /** @type {any} */ (globalThis);
    const source = burst(numbered(20));
    let conversions = 0;
    const type = {
      toString() {
        conversions += 1;
        return "message";
      },
    };
    let heard = 0;
    const listener = () => (heard += 1);
    source.addEventListener(type, listener);
    equal(conversions, 1);
    await first(source);
    source.removeEventListener(type, listener);
    equal(conversions, 2);
    await task();
    equal(heard > 0, true);
    const other = new EventTarget();
    EventSourcePolyfill.prototype.addEventListener.call(other, "x", listener);
    const before = heard;
    other.dispatchEvent(new Event("x"));
    equal([heard - before, source.addEventListener.length, source.removeEventListener.length], [1, 2, 2]);
    for (const words of [[], ["message"], ["message", 5], [Symbol("x"), listener], ["message", listener, { signal: 5 }]]) {
      throws(() => source.addEventListener(...words), TypeError);
    }
    source.close();
  });
})();
