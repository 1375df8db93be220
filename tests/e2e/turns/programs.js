// @ts-check
/* What pages do between two events: what they wait for, schedule, and change. */
(() => {
  /** @type {any} */
  const scope = globalThis;
  const { turns } = scope;

  const DEPTHS = [1, 2, 3, 4, 5];
  const TYPES = ["message", "other"];

  /** @typedef {import("./comparison.js")} _ */
  /** @typedef {(source: EventSource, write: (...words: unknown[]) => void) => unknown} Program */

  /**
   * Those whose listeners the platform alone can dispatch to, and those whose listeners are plain.
   *
   * @type {{ platform: Record<string, Program>, plain: Record<string, Program>, deep: Record<string, Program> }}
   */
  const programs = { platform: {}, plain: {}, deep: {} };
  scope.programs = programs;

  for (const depth of DEPTHS) {
    // One turn is all that a burst of light events gives.
    const waiting = depth === 1 ? programs.plain : programs.deep;
    waiting[`an async listener, ${depth} deep`] = (source, write) => {
      source.onmessage = async ({ data }) => {
        write("in", data);
        for (let i = 0; i < depth; i += 1) await undefined;
        write("out", data);
      };
    };
    waiting[`microtasks, ${depth} deep`] = (source, write) => {
      source.onmessage = ({ data }) => {
        let left = depth;
        const again = () => {
          write(left, data);
          left -= 1;
          if (left > 0) queueMicrotask(again);
        };
        queueMicrotask(again);
      };
    };
    programs.platform[`a loop of once, ${depth} deep`] = (source, write) => {
      const next = () => new Promise((resolve) => source.addEventListener("message", resolve, { once: true }));
      const loop = async () => {
        for (;;) {
          write((/** @type {any} */ (await next())).data);
          await turns(depth - 1);
        }
      };
      loop();
    };
    // The list of listeners changes at every event: see delivery.js.
    programs.plain[`a loop of listeners that take themselves away, ${depth} deep`] = (source, write) => {
      const next = () =>
        new Promise((resolve) => {
          const listener = (/** @type {Event} */ event) => {
            source.removeEventListener("message", listener);
            resolve(event);
          };
          source.addEventListener("message", listener);
        });
      const loop = async () => {
        for (;;) {
          write((/** @type {any} */ (await next())).data);
          await turns(depth - 1);
        }
      };
      loop();
    };
    programs.plain[`a loop of handlers that are set to null, ${depth} deep`] = (source, write) => {
      const next = () =>
        new Promise((resolve) => {
          source.onmessage = (event) => {
            source.onmessage = null;
            resolve(event);
          };
        });
      const loop = async () => {
        for (;;) {
          write((/** @type {any} */ (await next())).data);
          await turns(depth - 1);
        }
      };
      loop();
    };
    programs.platform[`a signal for each event, ${depth} deep`] = (source, write) => {
      const next = () =>
        new Promise((resolve) => {
          const controller = new AbortController();
          for (const type of TYPES) {
            source.addEventListener(
              type,
              (event) => {
                controller.abort();
                resolve(event);
              },
              { signal: controller.signal },
            );
          }
        });
      const loop = async () => {
        for (;;) {
          const { type, data } = /** @type {any} */ (await next());
          write(type, data);
          await turns(depth - 1);
        }
      };
      loop();
    };
    programs.platform[`handleEvent, ${depth} deep`] = (source, write) => {
      const listener = {
        last: "none",
        /** @param {any} event */
        async handleEvent({ data }) {
          write(data, "after", this.last);
          await turns(depth);
          this.last = data;
          write("out", data);
        },
      };
      for (const type of TYPES) source.addEventListener(type, listener);
    };
  }

  programs.plain["a MutationObserver"] = (source, write) => {
    const node = new Text("");
    new MutationObserver((records) => write("observed", node.data, records.length)).observe(node, { characterData: true });
    source.onmessage = ({ data }) => {
      node.data = data;
      write("set", data);
    };
  };

  programs.plain["a batch until the next microtask, as frameworks collect changes"] = (source, write) => {
    /** @type {string[]} */
    let changes = [];
    for (const type of TYPES) {
      source.addEventListener(type, (/** @type {any} */ { data }) => {
        if (changes.push(data) === 1) queueMicrotask(() => write(changes.splice(0)));
      });
    }
  };

  programs.plain["a handler that is replaced after each event"] = (source, write) => {
    const set = (/** @type {number} */ number) => {
      source.onmessage = ({ data }) => {
        write(number, data);
        queueMicrotask(() => set(number + 1));
      };
    };
    set(0);
  };

  programs.plain["a listener that is added after the first event"] = (source, write) => {
    const first = async (/** @type {any} */ { data }) => {
      write("first", data);
      source.removeEventListener("message", first);
      await undefined;
      for (const type of TYPES) source.addEventListener(type, (/** @type {any} */ event) => write(event.type, event.data));
    };
    source.addEventListener("message", first);
  };

  for (const [kind, listen] of /** @type {[string, (source: EventSource, listener: (event: any) => void) => void][]} */ ([
    ["plain", (source, listener) => source.addEventListener("message", listener)],
    ["left to the platform", (source, listener) => source.addEventListener("message", { handleEvent: listener })],
  ])) {
    const place = kind === "plain" ? programs.plain : programs.platform;
    for (const [moment, wait] of /** @type {[string, (close: () => void) => void][]} */ ([
      ["in a listener", (close) => close()],
      ["in a microtask", queueMicrotask],
    ])) {
      place[`close() ${moment} ends it, ${kind}`] = (source, write) =>
        new Promise((resolve) => {
          listen(source, ({ data }) => {
            write(data, source.readyState);
            if (data === "3") {
              wait(() => {
                source.close();
                write("closed", source.readyState);
                resolve(undefined);
              });
            }
          });
        });
    }
  }

  for (const depth of [0, 1, 5]) {
    const place = depth < 2 ? programs.plain : programs.deep;
    place[`open, messages and error in their order, each with what it resolves, ${depth} deep`] = (source, write) => {
      for (const type of ["open", ...TYPES, "error"]) {
        source.addEventListener(type, async (/** @type {any} */ event) => {
          write(type, event.data, source.readyState);
          for (let i = 0; i < depth; i += 1) await undefined;
          write("after", type, event.data, source.readyState);
        });
      }
    };
  }
})();
