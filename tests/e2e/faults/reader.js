// @ts-check
/* A classic script beside event-source-polyfill.js: pages that hear in their own way, stop in the middle and go on by hand. */
(() => {
  /** @type {any} */
  const scope = globalThis;
  const TYPES = ["message", "tick"];

  /** A number in 0 … 1, of a seed (mulberry32). */
  const randomOf = (/** @type {number} */ seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  const turns = async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i += 1) await undefined;
  };
  const task = () => new Promise((resolve) => setTimeout(resolve));

  /**
   * How a page hears: it is given each new source and takes what it says.
   *
   * @type {Record<string, (reader: Reader) => (source: any) => void>}
   */
  const MANNERS = {
    plain: (reader) => (source) => {
      for (const type of TYPES) source.addEventListener(type, (/** @type {any} */ event) => reader.take(event));
    },
    "an object": (reader) => (source) => {
      for (const type of TYPES) source.addEventListener(type, { handleEvent: (/** @type {any} */ event) => reader.take(event) });
    },
    async: (reader) => (source) => {
      for (const type of TYPES) {
        source.addEventListener(type, async (/** @type {any} */ event) => {
          await turns(5);
          reader.take(event);
        });
      }
    },
    "one after the other": (reader) => {
      let before = Promise.resolve();
      return (source) => {
        const listener = (/** @type {any} */ event) => {
          before = before.then(async () => {
            if (event.lastEventId % 20 === 0) await task();
            reader.take(event);
          });
        };
        for (const type of TYPES) source.addEventListener(type, listener);
      };
    },
    "a loop of once": (reader) => {
      /** @type {(event: any) => void} */
      let hear = () => {};
      let current = /** @type {any} */ (null);
      const listen = () => {
        for (const type of TYPES) current.addEventListener(type, hear, { once: true });
      };
      const loop = async () => {
        for (;;) {
          const next = new Promise((resolve) => {
            hear = resolve;
          });
          if (current) listen();
          reader.take(await next);
          await turns(reader.received % 6);
        }
      };
      loop();
      return (source) => {
        current = source;
        listen();
      };
    },
    "a loop of listeners that take themselves away": (reader) => {
      /** @type {any} */
      let current = null;
      /** @type {(event: any) => void} */
      let resolveNext = () => {};
      const hear = (/** @type {any} */ event) => {
        for (const type of TYPES) current.removeEventListener(type, hear);
        resolveNext(event);
      };
      const listen = () => {
        for (const type of TYPES) current.addEventListener(type, hear);
      };
      const loop = async () => {
        for (;;) {
          const next = new Promise((resolve) => {
            resolveNext = resolve;
          });
          if (current) listen();
          reader.take(await next);
          await turns(reader.received % 6);
        }
      };
      loop();
      return (source) => {
        current = source;
        listen();
      };
    },
    iterator: (reader) => (source) => {
      const read = async () => {
        for await (const event of source) {
          reader.take(event);
          if (reader.received % 30 === 0) await task();
          // What is left in its queue then it has not heard.
          if (reader.leaves) break;
        }
        reader.left();
      };
      read();
    },
  };

  /** When a page acts that has decided to. @type {((act: () => void) => void)[]} */
  const MOMENTS = [
    (act) => act(),
    (act) => queueMicrotask(act),
    (act) => void turns(4).then(act),
    (act) => void setTimeout(act),
    (act) => void setTimeout(act, 7),
  ];

  /** Takes numbered events to the last one, from as many sources one after the other as it likes. */
  class Reader {
    received = 0;
    /** @type {string | null} */
    failure = null;
    /** @type {Record<string, number>} how often it did what */
    acts = { reconnect: 0, replace: 0, abort: 0 };
    leaves = false;
    #finished = Promise.withResolvers();
    #next = 0;
    #acting = false;
    #left = () => {};

    /**
     * @param {string} url
     * @param {any} init
     * @param {number} end
     * @param {string} manner
     * @param {() => number} random
     * @param {() => void} progress called at every event
     */
    constructor(url, init, end, manner, random, progress) {
      this.url = url;
      this.init = init;
      this.end = end;
      this.manner = manner;
      this.random = random;
      this.progress = progress;
      this.hear = MANNERS[manner](this);
      this.#decide();
      this.#open("");
    }

    get finished() {
      return this.#finished.promise;
    }

    /** @param {string} lastEventId */
    #open(lastEventId) {
      const controller = new AbortController();
      const source = new scope.EventSourcePolyfill(this.url, { ...this.init, signal: controller.signal, lastEventId });
      this.source = source;
      this.controller = controller;
      source.addEventListener("error", (/** @type {any} */ { willReconnect, message }) => {
        if (!willReconnect) this.#fail(message);
      });
      this.hear(source);
    }

    /** @param {any} event */
    take({ type, data, lastEventId }) {
      const next = this.received + 1;
      const expected = JSON.stringify([next % 2 === 0 ? "tick" : "message", `${next}\n你é`, String(next)]);
      const seen = JSON.stringify([type, data, lastEventId]);
      if (seen !== expected) this.#fail(`${seen} is not ${expected}`);
      this.received = next;
      this.progress();
      if (next === this.end) this.#finish();
      else if (next >= this.#next && !this.#acting) this.#act();
    }

    #decide() {
      this.#next = this.received + 1 + Math.floor(this.random() * 120);
    }

    #act() {
      this.#acting = true;
      const acts = Object.keys(this.acts);
      const act = acts[Math.floor(this.random() * acts.length)];
      this.acts[act] += 1;
      MOMENTS[Math.floor(this.random() * MOMENTS.length)](async () => {
        if (act === "reconnect") this.source.reconnect();
        else await this.#replace(act === "abort");
        this.#decide();
        this.#acting = false;
      });
    }

    /** Another source goes on from what was heard of this one. @param {boolean} aborts */
    async #replace(aborts) {
      const { source, controller } = this;
      if (this.manner === "iterator") {
        // What it was given and has not asked for is not heard.
        const gone = new Promise((resolve) => {
          this.#left = () => resolve(undefined);
        });
        this.leaves = true;
        await gone;
        this.leaves = false;
      }
      if (aborts) controller.abort();
      else source.close();
      if (!this.failure && this.received < this.end) this.#open(source.lastEventId);
    }

    left() {
      this.#left();
    }

    #finish() {
      this.#finished.resolve(undefined);
    }

    #fail(/** @type {string} */ why) {
      this.failure ??= `${this.manner}, after ${this.received}: ${why}`;
      this.#finish();
    }
  }

  /**
   * One for each manner, all at a time, in a page that is hidden and shown, left and come back to.
   *
   * @param {string[]} urls
   * @param {object} init
   * @param {number} end
   * @param {number} seed
   */
  scope.readAll = async (urls, init, end, seed) => {
    const random = randomOf(seed);
    const pauses = { hidden: 0, away: 0 };
    const show = (/** @type {string} */ state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    const transit = (/** @type {string} */ type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    const pause = async () => {
      const hides = random() < 0.5;
      pauses[hides ? "hidden" : "away"] += 1;
      if (hides) show("hidden");
      else transit("pagehide");
      if (random() < 0.7) await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 20)));
      if (hides) show("visible");
      else transit("pageshow");
    };
    // By what was heard, not by the time: on a slow machine no attempt would live long enough.
    let left = 100;
    const progress = () => {
      left -= 1;
      if (left > 0) return;
      left = Math.ceil(random() * 600);
      MOMENTS[Math.floor(random() * MOMENTS.length)](pause);
    };
    const readers = Object.keys(MANNERS).map((manner, i) => new Reader(urls[i], init, end, manner, randomOf(seed + i + 1), progress));
    await Promise.all(readers.map(({ finished }) => finished));
    const reports = readers.map(({ source, manner, received, failure, acts }) => {
      source.close();
      return { manner, received, failure, acts };
    });
    return { reports, pauses };
  };
  scope.manners = Object.keys(MANNERS);
})();
