// @ts-check
/* `lastEventId` is the ID up to which the page has heard everything: whoever stops there and resumes by it loses nothing and hears nothing twice. */
(() => {
  /** @type {any} */
  const { claim, equal, play, requests, settle, EventSourcePolyfill } = globalThis;

  const END = 3_000;
  const TYPES = ["message", "tick"];

  /** Numbered events after the last event ID, each with its number as its ID; see tests/server/src/numbered.rs. */
  const numbers = () => play([{ numbered: { end: END, every: 1, seed: 1, faults: [] } }]);

  /**
   * A source that may be the next one of the same stream.
   *
   * @param {string} url
   * @param {any} [init]
   */
  const open = (url, init) => new EventSourcePolyfill(url, { lastEventIdTransport: "query", ...init });

  /** @param {any} event */
  const numberOf = ({ data }) => Number.parseInt(data, 10);

  const all = Array.from({ length: END }, (_, i) => i + 1);

  /**
   * Hears numbers until all are there, or until it is stopped.
   *
   * @param {any} source
   * @param {number[]} heard
   * @param {(number: number, source: any) => void} [then]
   */
  const hear = (source, heard, then) =>
    new Promise((resolve) => {
      for (const type of TYPES) {
        source.addEventListener(type, (/** @type {any} */ event) => {
          heard.push(numberOf(event));
          then?.(numberOf(event), source);
          if (heard.length === END || source.readyState === 2) resolve(undefined);
        });
      }
    });

  claim("it follows the delivery event by event, in listeners, in microtasks and in tasks between", async () => {
    const source = open(await numbers());
    /** @type {number[]} */
    const heard = [];
    /** @type {string[]} */
    const wrong = [];
    const check = (/** @type {string} */ where) => {
      const last = String(heard.at(-1) ?? "");
      if (source.lastEventId !== last) wrong.push(`${where}: ${source.lastEventId}, not ${last}`);
    };
    let tasks = 0;
    const task = () => {
      check("a task");
      tasks += 1;
      if (heard.length < END) setTimeout(task);
    };
    task();
    await hear(source, heard, (number) => {
      check("a listener");
      queueMicrotask(() => check("a microtask"));
      for (const until = performance.now() + (number % 50 === 0 ? 1 : 0); performance.now() < until; );
    });
    source.close();
    equal([wrong.slice(0, 3), heard], [[], all]);
    equal(tasks > 3, true);
  });

  claim("an ID without data counts when what came before it was heard", async () => {
    for (const before of [3, 100]) {
      const blocks = Array.from({ length: before }, (_, i) => `id: ${i}\ndata: ${i}\n\nid: ${i}.5\n\n`);
      const source = open(await play([{ steps: [{ send: `id: first\n\n${blocks.join("")}` }, { stall: true }] }]));
      /** @type {any[]} */
      const seen = [];
      await new Promise((resolve) => {
        source.onmessage = (/** @type {any} */ { data, lastEventId }) => {
          seen.push([data, lastEventId, source.lastEventId]);
          if (seen.length === before) resolve(undefined);
        };
      });
      equal(seen, Array.from({ length: before }, (_, i) => [`${i}`, `${i}`, `${i}`]));
      // In vain, if it never does.
      while (source.lastEventId !== `${before - 1}.5`) await settle();
      source.close();
    }
  });

  claim("an ID alone counts at once where nothing is to be heard", async () => {
    const url = await play([{ steps: [{ send: "id: 1\n\nid: 2\n\n" }] }, { steps: [{ send: "data: x\n\n" }, { stall: true }] }]);
    const source = open(url, { reconnect: { minDelay: 1 } });
    await new Promise((resolve) => {
      source.onmessage = resolve;
    });
    source.close();
    equal((await requests(url)).map((/** @type {any} */ { query }) => query), [null, "lastEventId=2"]);
  });

  /** When a page stops that has decided to. @type {Record<string, (stop: () => void) => void>} */
  const moments = {
    "in a listener": (stop) => stop(),
    "in a microtask": queueMicrotask,
    "in a task": (stop) => void setTimeout(stop),
  };

  /** @type {Record<string, () => { init?: any, stop: (source: any) => void }>} */
  const ways = {
    "close()": () => ({ stop: (source) => source.close() }),
    "a signal": () => {
      const controller = new AbortController();
      return { init: { signal: controller.signal }, stop: () => controller.abort() };
    },
  };

  for (const [moment, when] of Object.entries(moments)) {
    for (const [way, prepare] of Object.entries(ways)) {
      claim(`${way} ${moment} amid a delivery: a source that goes on from lastEventId hears the rest, each once`, async () => {
        const url = await numbers();
        /** @type {number[]} */
        const heard = [];
        const ids = [""];
        while (heard.length < END) {
          const { init, stop } = prepare();
          const source = open(url, { ...init, lastEventId: ids.at(-1) });
          const last = heard.length + 100 + ((ids.length * 389) % 700);
          await new Promise((resolve) => {
            hear(source, heard, (number) => {
              if (number === END) resolve(undefined);
              else if (number === last) when(() => resolve(stop(source)));
            });
          });
          source.close();
          ids.push(source.lastEventId);
          await settle();
          equal([source.lastEventId, heard.at(-1)], [ids.at(-1), Number(ids.at(-1))]);
        }
        equal(heard, all);
        // A timer comes when it comes, in WebKit after more events than elsewhere.
        if (moment !== "in a task") equal(ids.length > 4, true);
        equal((await requests(url)).map((/** @type {any} */ { query }) => query), ids.slice(0, -1).map((id) => (id === "" ? null : `lastEventId=${id}`)));
      });
    }
  }

  /** Ask for so many. @type {Record<string, (source: any, count: number, hear: (event: any) => Promise<void>) => Promise<void>>} */
  const loops = {
    "break": async (source, count, hear) => {
      for await (const event of source) {
        await hear(event);
        if ((count -= 1) === 0) break;
      }
    },
    "return()": async (source, count, hear) => {
      const events = source[Symbol.asyncIterator]();
      for (; count > 0; count -= 1) await hear((await events.next()).value);
      await events.return();
    },
  };

  for (const [way, ask] of Object.entries(loops)) {
    claim(`an iterator that is left by ${way} amid its queue: a source goes on from what was asked for`, async () => {
      const url = await numbers();
      /** @type {number[]} */
      const heard = [];
      let from = "";
      for (let sources = 1; heard.length < END; sources += 1) {
        const source = open(url, { lastEventId: from });
        await ask(source, Math.min(END - heard.length, 100 + ((sources * 389) % 700)), async (event) => {
          heard.push(numberOf(event));
          equal(source.lastEventId, String(heard.at(-1)));
          // The first one it was waiting for, others have queued.
          if (heard.length % 40 === 1) await new Promise((resolve) => setTimeout(resolve));
          equal(source.lastEventId, String(heard.at(-1)));
        });
        from = source.lastEventId;
        await settle();
        equal([source.readyState, from, source.lastEventId], [2, String(heard.at(-1)), from]);
      }
      equal(heard, all);
    });
  }

  claim("of listeners and two iterators the slowest counts, and one that is gone is not waited for", async () => {
    const source = open(await play([{ steps: [{ send: Array.from({ length: 50 }, (_, i) => `id: ${i}\ndata: ${i}\n\n`).join("") }, { stall: true }] }]));
    const [fast, slow] = [source[Symbol.asyncIterator](), source[Symbol.asyncIterator]()];
    let listened = 0;
    source.onmessage = () => void (listened += 1);
    for (let i = 0; i < 50; i += 1) await fast.next();
    while (listened < 50) await settle();
    equal(source.lastEventId, "");
    for (let i = 0; i < 20; i += 1) {
      await slow.next();
      equal(source.lastEventId, String(i));
    }
    source.close();
    equal(source.lastEventId, "19", "closed");
    await slow.next();
    equal(source.lastEventId, "20", "what it was given may still be asked for");
    await slow.return();
    equal(source.lastEventId, "20");
  });

  const show = (/** @type {"hidden" | "visible"} */ state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const transit = (/** @type {"pagehide" | "pageshow"} */ type) => void dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

  for (const [way, interrupt] of /** @type {[string, (source: any) => void][]} */ ([
    ["reconnect()", (source) => source.reconnect()],
    ["hidden, and shown at once", () => (show("hidden"), show("visible"))],
    ["hidden, and shown in a later task", () => (show("hidden"), void setTimeout(show, 5, "visible"))],
    ["pagehide and pageshow at once", () => (transit("pagehide"), transit("pageshow"))],
    ["pagehide, and pageshow in a later task", () => (transit("pagehide"), void setTimeout(transit, 5, "pageshow"))],
  ])) {
    for (const [moment, when] of Object.entries(moments)) {
      claim(`${way}, ${moment} amid a delivery: each once, and the request says what was heard`, async () => {
        /** @type {number[]} */
        const heard = [];
        /** @type {any[]} */
        const sent = [];
        const source = open(await numbers(), {
          pauseWhenHidden: true,
          reconnect: { minDelay: 1 },
          fetch: (/** @type {string} */ url, /** @type {any} */ init) => {
            sent.push([new URL(url).searchParams.get("lastEventId") ?? "", String(heard.at(-1) ?? "")]);
            return fetch(url, init);
          },
        });
        await hear(source, heard, (number) => {
          if (number % 700 === 0) when(() => interrupt(source));
        });
        source.close();
        equal(heard, all);
        // One read may have all that is left.
        equal(sent.length > 1, true, `${sent.length} requests:`);
        equal(sent.map(([id]) => id), sent.map(([, last]) => last));
        Reflect.deleteProperty(document, "visibilityState");
      });
    }
  }
})();
