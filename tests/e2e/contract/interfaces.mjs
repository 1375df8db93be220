// @ts-check
/** What is exported, and the shape of the class and its instances. */

/** @type {import("./setting.mjs").Claim[]} */
export const interfaces = [
  {
    title: "NativeEventSource and EventSource are the browser's own, EventSourcePolyfill is not",
    facts: ({ imported }) => [
      imported.NativeEventSource === window.EventSource,
      imported.EventSource === window.EventSource,
      imported.EventSourcePolyfill === window.EventSource,
      typeof imported.EventSourcePolyfill,
    ],
    expected: [true, true, false, "function"],
  },
  {
    title: "the constants stand on the class, its prototype and its instances",
    facts: ({ EventSourcePolyfill, open }) =>
      [EventSourcePolyfill, EventSourcePolyfill.prototype, open()].map((holder) => [
        holder.CONNECTING,
        holder.OPEN,
        holder.CLOSED,
      ]),
    expected: Array(3).fill([0, 1, 2]),
  },
  {
    title: "the constants cannot be changed",
    facts: ({ EventSourcePolyfill, thrown }) =>
      [EventSourcePolyfill, EventSourcePolyfill.prototype].map((holder) => {
        const error = thrown(() => (holder.OPEN = 9));
        const value = holder.OPEN;
        if (error === null) holder.OPEN = 1;
        return [error, value];
      }),
    expected: Array(2).fill(["TypeError", 1]),
    original: ["attributes", Array(2).fill([null, 9])],
  },
  {
    title: "new is required",
    facts: ({ EventSourcePolyfill, url, thrown, calls }) => [thrown(() => EventSourcePolyfill(url)), calls.length],
    expected: ["TypeError", 0],
  },
  {
    title: "a subclass is one",
    facts: ({ EventSourcePolyfill, url, track }) => {
      class Derived extends EventSourcePolyfill {
        own = 5;
        close() {
          super.close();
          return this.readyState;
        }
      }
      const source = track(Reflect.construct(Derived, [url]));
      return [source instanceof Derived, source instanceof EventSourcePolyfill, source.own, source.close()];
    },
    expected: [true, true, 5, 2],
  },
  {
    title: "an instance is an EventTarget and says what it is",
    facts: ({ EventSourcePolyfill, open }) => {
      const source = open();
      return [
        source instanceof EventSourcePolyfill,
        source instanceof EventTarget,
        source.constructor === EventSourcePolyfill,
        String(source),
      ];
    },
    expected: [true, true, true, "[object EventSource]"],
    original: ["EventTarget", [true, false, false, "[object Object]"]],
  },
  {
    title: "the operations are functions of the prototype",
    facts: ({ EventSourcePolyfill, open }) => {
      const source = open();
      return ["close", "addEventListener", "removeEventListener", "dispatchEvent"].map((name) => [
        typeof source[name],
        Object.prototype.hasOwnProperty.call(source, name),
        source[name] === EventSourcePolyfill.prototype[name],
      ]);
    },
    expected: Array(4).fill(["function", false, true]),
  },
  {
    title: "the attributes are accessors of the prototype, and an instance has nothing of its own",
    facts: ({ EventSourcePolyfill, open }) => {
      const { prototype } = EventSourcePolyfill;
      return [
        Object.keys(open()),
        ["url", "readyState", "withCredentials", "headers", "onopen", "onmessage", "onerror"].map((name) => {
          const { get, set } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
          return [name, typeof get, typeof set];
        }),
      ];
    },
    expected: [
      [],
      [
        ["url", "function", "undefined"],
        ["readyState", "function", "undefined"],
        ["withCredentials", "function", "undefined"],
        ["headers", "function", "function"],
        ["onopen", "function", "function"],
        ["onmessage", "function", "function"],
        ["onerror", "function", "function"],
      ],
    ],
    original: [
      "attributes",
      [
        ["_listeners", "onopen", "onmessage", "onerror", "url", "readyState", "withCredentials", "headers", "_close"],
        ["url", "readyState", "withCredentials", "headers", "onopen", "onmessage", "onerror"].map((name) => [
          name,
          "undefined",
          "undefined",
        ]),
      ],
    ],
  },
  {
    title: "url, readyState and withCredentials cannot be assigned",
    facts: ({ open, thrown }) => {
      const source = open();
      const values = { url: "/other", readyState: 2, withCredentials: true };
      return Object.entries(values).map(([name, value]) => {
        const before = source[name];
        return [name, thrown(() => (source[name] = value)), source[name] === before];
      });
    },
    expected: [
      ["url", "TypeError", true],
      ["readyState", "TypeError", true],
      ["withCredentials", "TypeError", true],
    ],
    original: [
      "attributes",
      [
        ["url", null, false],
        ["readyState", null, false],
        ["withCredentials", null, false],
      ],
    ],
  },
  {
    title: "url is absolute",
    facts: ({ open, url }) => open().url.replace(location.origin, "(origin)").replace(url, "(path)"),
    expected: "(origin)(path)",
    original: ["attributes", "(path)"],
  },
  {
    title: "url is a string, whatever it was made from",
    facts: ({ open, elsewhere }) => [new URL(elsewhere), { toString: () => elsewhere }].map((address) => open({}, address).url === elsewhere),
    expected: [true, true],
  },
  {
    title: "event handlers are null until they are set",
    facts: ({ open }) => {
      const source = open();
      return [source.onopen, source.onmessage, source.onerror];
    },
    expected: [null, null, null],
    original: ["event handlers", [undefined, undefined, undefined]],
  },
];
