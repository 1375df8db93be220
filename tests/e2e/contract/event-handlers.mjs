// @ts-check
/** onopen, onmessage and onerror. */

import { ended, stream } from "./script.mjs";

const TWO = [stream("data: a\n\ndata: b\n\n")];

/** @type {import("./setting.mjs").Claim[]} */
export const eventHandlers = [
  {
    title: "each event handler gets its events, with the source as this",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, until }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      for (const name of ["onopen", "onmessage", "onerror"]) {
        source[name] = /** @this {any} */ function (/** @type {any} */ event) {
          heard.push([name, event.type, this === source]);
        };
      }
      await until(() => heard.length === 3);
      return heard;
    },
    expected: [["onopen", "open", true], ["onmessage", "message", true], ["onerror", "error", true]],
  },
  {
    title: "an event handler set after the listeners is called after them",
    facts: async ({ open, until }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      source.addEventListener("message", () => heard.push("listener"));
      source.onmessage = () => heard.push("handler");
      await until(() => heard.length === 2);
      return heard;
    },
    expected: ["listener", "handler"],
  },
  {
    title: "an event handler is called at the place where it was first set",
    facts: async ({ open, until }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      source.addEventListener("message", () => heard.push("first"));
      source.onmessage = () => heard.push("replaced");
      source.addEventListener("message", () => heard.push("last"));
      source.onmessage = () => heard.push("handler");
      await until(() => heard.length === 3);
      return heard;
    },
    expected: ["first", "handler", "last"],
    original: ["event handlers", ["first", "last", "handler"]],
  },
  {
    title: "an event handler set anew after null goes to the end",
    facts: async ({ open, until }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      source.onmessage = () => heard.push("replaced");
      source.addEventListener("message", () => heard.push("listener"));
      source.onmessage = null;
      source.onmessage = () => heard.push("handler");
      await until(() => heard.length === 2);
      return heard;
    },
    expected: ["listener", "handler"],
  },
  {
    title: "an event handler is what was set",
    facts: ({ open }) => {
      const source = open();
      const handler = () => {};
      source.onmessage = handler;
      return [source.onmessage === handler, source.onopen === handler];
    },
    expected: [true, false],
  },
  {
    title: "a primitive makes an event handler null",
    facts: ({ open }) => {
      const source = open();
      return [5, "x", true, undefined].map((value) => {
        source.onmessage = () => {};
        source.onmessage = value;
        return source.onmessage;
      });
    },
    expected: [null, null, null, null],
    original: ["event handlers", [5, "x", true, undefined]],
  },
  {
    title: "what cannot be called is not, handleEvent included",
    responses: TWO,
    facts: async ({ open, log }) => {
      const source = open();
      let called = false;
      source.onopen = 5;
      source.onmessage = { handleEvent: () => (called = true) };
      return [await log(source).reach(3), called];
    },
    expected: [["open", "message", "message"], false],
  },
  {
    title: "an event handler set to null is not called any more",
    responses: TWO,
    facts: async ({ open, log }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      source.onmessage = (/** @type {any} */ event) => {
        heard.push(event.data);
        source.onmessage = null;
      };
      await log(source).reach(3);
      return heard;
    },
    expected: ["a"],
  },
  {
    title: "events that the server names open, error or message reach listeners and event handlers",
    responses: [stream("event: open\ndata: a\n\nevent: error\ndata: b\n\nevent: message\ndata: c\n\nevent: tick\ndata: d\n\n")],
    facts: async ({ open, log }) => {
      const source = open();
      /** @type {unknown[]} */
      const handled = [];
      for (const name of ["onopen", "onmessage", "onerror", "ontick"]) {
        source[name] = (/** @type {any} */ event) => handled.push([name, event.data]);
      }
      const seen = await log(source, (event) => [event.type, event.data, source.readyState], [
        "open",
        "error",
        "message",
        "tick",
      ]).reach(5);
      return [seen, handled];
    },
    expected: [
      [["open", undefined, 1], ["open", "a", 1], ["error", "b", 1], ["message", "c", 1], ["tick", "d", 1]],
      [["onopen", undefined], ["onopen", "a"], ["onerror", "b"], ["onmessage", "c"]],
    ],
  },
  {
    title: "an own property, as a class field makes one, hides the event handler attribute",
    facts: async ({ EventSourcePolyfill, url, track, event }) => {
      /** @type {string[]} */
      const heard = [];
      class Heir extends EventSourcePolyfill {
        /** @param {string} url */
        constructor(url) {
          super(url);
          Object.defineProperty(this, "onmessage", { value: () => heard.push("field"), writable: true });
        }
      }
      const source = track(new Heir(url));
      await event(source, "message");
      return heard;
    },
    expected: [],
    original: ["own handlers", ["field"]],
  },
];
