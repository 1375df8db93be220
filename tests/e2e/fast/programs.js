// @ts-check
/*
 * Listeners in a burst against the browser's own EventSource: generated programs of listeners that
 * add, remove, throw, stop and close run on both and must write the same log.
 */
(() => {
  /** @type {any} */
  const { claim, equal, burst, isLight } = globalThis;

  const TYPES = ["message", "a", "b"];
  const LISTENERS = 6;

  /** @param {number} seed mulberry32 */
  const generator = (seed) => (/** @type {number} */ below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };

  const PLAIN = ["undefined", "false", "null", "empty", "passive"];
  const SPECIAL = ["true", "capture", "once", "signal", "object"];

  /**
   * What happens: `first` before the burst, `then` at the nth call of a listener.
   *
   * @typedef {{ does: string, listener: number, type: string, kind: string, with: number }} Action
   * @param {number} seed
   */
  const program = (seed) => {
    const random = generator(seed);
    const pick = (/** @type {any[]} */ list) => list[random(list.length)];
    // Most programs keep to what needs no platform, or there would be little of it to see.
    const kinds = random(3) === 0 ? [...PLAIN, ...SPECIAL] : PLAIN;
    /** @returns {Action} */
    const action = (/** @type {string[]} */ words) => ({
      does: pick(words),
      listener: random(LISTENERS),
      type: pick(TYPES),
      kind: pick(kinds),
      with: random(3),
    });
    const amid = ["add", "add", "remove", "remove", "handler", "abort", "throw", "stop", "stopNow", "prevent", "redispatch"];
    return {
      events: Array.from({ length: 16 + random(24) }, (_, i) => ({ type: pick(TYPES), data: `${i}`, id: `${random(3)}` })),
      first: Array.from({ length: 2 + random(6) }, () => action(["add", "add", "add", "handler"])),
      then: Array.from({ length: LISTENERS }, () =>
        Array.from({ length: 12 }, () => (random(3) === 0 ? action(amid) : random(60) === 0 ? action(["close"]) : undefined)),
      ),
    };
  };

  /**
   * @param {ReturnType<typeof program>} program
   * @param {EventTarget & { onmessage: any, close(): void }} target
   */
  const start = ({ first, then }, target) => {
    /** @type {unknown[]} */
    const log = [];
    /** @type {MessageEvent[]} */
    const events = [];
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const calls = Array(LISTENERS + 1).fill(0);

    /**
     * @param {number} number
     * @param {unknown} self
     * @param {MessageEvent} event
     */
    const hear = (number, self, event) => {
      const { type, data, lastEventId, origin, eventPhase, bubbles, cancelable, defaultPrevented, cancelBubble } = event;
      const at = [event.target, event.currentTarget, event.srcElement, ...event.composedPath()].map((it) => it === target);
      log.push([number, type, data, lastEventId, origin, eventPhase, bubbles, cancelable, defaultPrevented, cancelBubble, at]);
      log.push(self === target || typeof self);
      if (events.at(-1) !== event) events.push(event);
      const action = then[number % LISTENERS][calls[number]++];
      if (action) act(action, event);
    };
    const listeners = Array.from({ length: LISTENERS }, (_, number) => {
      /** @this {unknown} @param {MessageEvent} event */
      return function (event) {
        hear(number, this, event);
      };
    });
    const objects = listeners.map((listener) => ({ handleEvent: listener }));

    /**
     * @param {Action} action
     * @param {MessageEvent} [event]
     */
    const act = (action, event) => {
      const { kind, type } = action;
      /** @type {Record<string, any>} */
      const options = {
        false: false,
        null: null,
        empty: {},
        passive: { passive: true },
        signal: { signal: controllers[action.with].signal },
        true: true,
        capture: { capture: true },
        once: { once: true },
      };
      const callback = (kind === "object" ? objects : listeners)[action.listener];
      switch (action.does) {
        case "add":
          return target.addEventListener(type, callback, options[kind]);
        case "remove":
          return target.removeEventListener(type, callback, options[kind]);
        case "handler":
          target.onmessage = action.with === 0 ? null : (/** @type {MessageEvent} */ event) => hear(LISTENERS, target, event);
          return;
        case "abort":
          return controllers[action.with].abort();
        case "throw":
          throw new Error(`thrown by ${action.listener}`);
        case "stop":
          return event?.stopPropagation();
        case "stopNow":
          return event?.stopImmediatePropagation();
        case "prevent":
          event?.preventDefault();
          event?.initMessageEvent("other", true, true, "other");
          return;
        case "redispatch":
          // To itself amid the dispatch, once: an event of the page's own.
          return event?.data === "nested" || target.dispatchEvent(new MessageEvent(type, { data: "nested", origin: "null" }));
        case "close":
          target.close();
      }
    };

    for (const action of first) act(action);
    return {
      log,
      events,
      end: () =>
        events.map((event) => [
          ...[event.type, event.data, event.lastEventId, event.eventPhase, event.currentTarget, event.defaultPrevented],
          ...[event.target === target, event.composedPath().length, event.returnValue],
        ]),
    };
  };

  /** @type {unknown[] | undefined} for what is reported meanwhile */
  let reports;
  // Before those who take it for a fault.
  window.addEventListener("error", (event) => {
    if (reports === undefined) return;
    reports.push(`reported: ${event.error.message}`);
    event.preventDefault();
    event.stopImmediatePropagation();
  });

  /**
   * @param {() => unknown} body
   * @param {unknown[]} log
   */
  const reporting = async (body, log) => {
    reports = log;
    await body();
    reports = undefined;
  };

  let light = 0;
  let genuine = 0;
  const first = Math.floor(Math.random() * 2 ** 31);

  for (let part = 0; part < 5; part += 1) {
    claim(`listeners hear in a burst what they hear from the browser, programs ${part}`, async () => {
      for (let seed = first + part * 100; seed < first + part * 100 + 100; seed += 1) {
        const made = program(seed);

        const native = /** @type {any} */ (new EventSource("/fast/index.html"));
        let closed = false;
        native.close();
        native.close = () => (closed = true);
        const oracle = start(made, native);
        await reporting(() => {
          let id = "";
          for (const event of made.events) {
            if (closed) break;
            id = event.id;
            native.dispatchEvent(new MessageEvent(event.type, { data: event.data, lastEventId: id, origin: "null" }));
          }
        }, oracle.log);

        const source = burst([...made.events, { type: "last", data: "" }]);
        const ours = start(made, source);
        await reporting(async () => {
          /** @type {Promise<void>} */
          const over = new Promise((resolve) => {
            source.addEventListener("last", () => resolve());
            const { close } = source;
            source.close = () => {
              close.call(source);
              resolve();
            };
          });
          await over;
        }, ours.log);
        source.close();

        for (const [place, entry] of oracle.log.entries()) equal(ours.log[place], entry, `seed ${seed}, entry ${place}:`);
        equal(ours.log.length, oracle.log.length, `seed ${seed}, entries:`);
        equal(ours.end(), oracle.end(), `seed ${seed}, at the end:`);
        const kinds = ours.events.filter((event) => event.data !== "nested").map(isLight);
        light += kinds.filter(Boolean).length;
        genuine += kinds.filter((kind) => !kind).length;
      }
    });
  }

  claim("of the programs' events many were light, and many the platform's", () => {
    // Wherever bursts are, and unless a tarball was made without them.
    if (light === 0 || genuine === 0) equal([light > 500, genuine > 500], [true, true], `${light} and ${genuine}:`);
  });
})();
