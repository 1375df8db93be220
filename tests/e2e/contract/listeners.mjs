// @ts-check
/** Listeners: their order, their options, and what they may do amid a dispatch. */

import { ended, stream } from "./script.mjs";

const TWO = [stream("data: a\n\ndata: b\n\n")];

/** @type {import("./setting.mjs").Claim[]} */
export const listeners = [
  {
    title: "listeners are called in the order of their addition, with the source as this",
    facts: async ({ open, event }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      for (const name of ["first", "second", "third"]) {
        source.addEventListener("message", /** @this {any} */ function () {
          heard.push(name, this === source);
        });
      }
      await event(source, "message");
      return heard;
    },
    expected: ["first", true, "second", true, "third", true],
  },
  {
    title: "a listener added twice is called once",
    facts: async ({ open, event }) => {
      const source = open();
      let count = 0;
      const listener = () => (count += 1);
      source.addEventListener("message", listener);
      source.addEventListener("message", listener);
      await event(source, "message");
      return count;
    },
    expected: 1,
  },
  {
    title: "a listener added for both phases is two",
    facts: async ({ open, event }) => {
      const source = open();
      let count = 0;
      const listener = () => (count += 1);
      source.addEventListener("message", listener, true);
      source.addEventListener("message", listener, false);
      await event(source, "message");
      return count;
    },
    expected: 2,
    original: ["listener options", 1],
  },
  {
    title: "handleEvent is called on its object",
    facts: async ({ open, event }) => {
      const source = open();
      const listener = {
        /** @type {unknown[]} */
        heard: [],
        /** @param {any} event */
        handleEvent(event) {
          this.heard.push(event.data);
        },
      };
      source.addEventListener("message", listener);
      await event(source, "message");
      return listener.heard;
    },
    expected: ["a"],
  },
  {
    title: "once: the listener is called once",
    responses: TWO,
    facts: async ({ open, log }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      source.addEventListener("message", (/** @type {any} */ event) => heard.push(event.data), { once: true });
      await log(source).reach(3);
      return heard;
    },
    expected: ["a"],
    original: ["listener options", ["a", "b"]],
  },
  {
    title: "signal: the listener goes when it is aborted",
    responses: TWO,
    facts: async ({ open, log }) => {
      const source = open();
      const controller = new AbortController();
      /** @type {unknown[]} */
      const heard = [];
      const listener = (/** @type {any} */ event) => {
        heard.push(event.data);
        controller.abort();
      };
      source.addEventListener("message", listener, { signal: controller.signal });
      await log(source).reach(3);
      return heard;
    },
    expected: ["a"],
    original: ["listener options", ["a", "b"]],
  },
  {
    title: "a listener of null is none",
    facts: async ({ open, event, settle, faults }) => {
      const source = open();
      source.addEventListener("message", null);
      await event(source, "message");
      await settle();
      return faults.length;
    },
    expected: 0,
    original: ["listener options", 1],
    noisy: true,
  },
  {
    title: "a removed listener is not called, another one of the same type is",
    responses: [stream("event: tick\ndata: a\n\n")],
    facts: async ({ open, event }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      const removed = () => heard.push("removed");
      source.addEventListener("tick", removed);
      source.addEventListener("tick", () => heard.push("kept"));
      source.removeEventListener("tick", removed);
      source.removeEventListener("tick", () => {});
      source.removeEventListener("never", removed);
      await event(source, "tick");
      return heard;
    },
    expected: ["kept"],
  },
  {
    title: "a listener removed amid a dispatch is not called any more",
    responses: TWO,
    facts: async ({ open, log }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      const later = (/** @type {any} */ event) => heard.push(event.data);
      source.addEventListener("message", () => source.removeEventListener("message", later));
      source.addEventListener("message", later);
      await log(source).reach(3);
      return heard;
    },
    expected: [],
    original: ["removal amid a dispatch", ["a"]],
  },
  {
    title: "a listener added amid a dispatch waits for the next event",
    responses: TWO,
    facts: async ({ open, log }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      const added = (/** @type {any} */ event) => heard.push(event.data);
      source.addEventListener("message", () => source.addEventListener("message", added));
      await log(source).reach(3);
      return heard;
    },
    expected: ["b"],
  },
  {
    title: "stopImmediatePropagation keeps the event from the others",
    responses: [ended("data: a\n\ndata: b\n\n")],
    facts: async ({ open, event }) => {
      const source = open();
      /** @type {unknown[]} */
      const heard = [];
      const stop = (/** @type {any} */ event) => {
        heard.push(typeof event.stopImmediatePropagation);
        event.stopImmediatePropagation?.();
      };
      source.addEventListener("message", stop);
      source.addEventListener("message", (/** @type {any} */ event) => heard.push(event.data));
      source.onmessage = () => heard.push("handler");
      await event(source, "error");
      return heard;
    },
    expected: ["function", "function"],
    original: ["Event", ["undefined", "a", "handler", "undefined", "b", "handler"]],
  },
  {
    title: "a new source inside a listener",
    facts: async ({ open, event, url }) => {
      const source = open();
      /** @type {Promise<any>} */
      const second = new Promise((resolve) => {
        source.addEventListener("message", () => resolve(event(open({}, `${url}?second`), "message")));
      });
      const { data, target } = await second;
      return [data, target === source, target.readyState, source.readyState];
    },
    expected: ["a", false, 1, 1],
  },
  {
    title: "a listener that throws stops neither the others nor the stream, and the error is reported",
    responses: [ended("data: a\n\ndata: b\n\n")],
    facts: async ({ open, log, until, faults }) => {
      const source = open();
      const thrower = () => {
        throw new Error("thrown on purpose");
      };
      for (const type of ["open", "message", "error"]) source.addEventListener(type, thrower);
      source.onopen = source.onmessage = source.onerror = thrower;
      const seen = await log(source, (event) => [event.type, source.readyState]).reach(4);
      await until(() => faults.length >= 8, () => faults);
      return [seen, faults.map((fault) => /^error: .*thrown on purpose$/.test(fault)), source.readyState];
    },
    expected: [[["open", 1], ["message", 1], ["message", 1], ["error", 0]], Array(8).fill(true), 0],
    noisy: true,
  },
  {
    title: "what a listener throws is reported before the next one is called",
    facts: async ({ open, event, until, faults }) => {
      const source = open();
      let reported = -1;
      source.addEventListener("message", () => {
        throw new Error("thrown on purpose");
      });
      source.addEventListener("message", () => (reported = faults.length));
      await event(source, "message");
      await until(() => faults.length === 1);
      return reported;
    },
    expected: 1,
    original: ["reportError", 0],
    noisy: true,
  },
  {
    title: "what is neither an object nor a function is no listener",
    facts: ({ open, thrown }) => {
      const source = open();
      const names = [5, "listener", true, undefined].map((listener) => thrown(() => source.addEventListener("message", listener)));
      source.close();
      return names;
    },
    // Not given is null in WebIDL, but an argument is required.
    expected: ["TypeError", "TypeError", "TypeError", null],
    original: ["odd listeners", [null, null, null, null]],
  },
  {
    title: "a function is called, whatever members it has",
    facts: async ({ open, event }) => {
      const source = open();
      /** @type {string[]} */
      const heard = [];
      const listener = Object.assign(() => heard.push("function"), { handleEvent: () => heard.push("handleEvent") });
      source.addEventListener("message", listener);
      await event(source, "message");
      return heard;
    },
    expected: ["function"],
    original: ["odd listeners", ["handleEvent"]],
  },
  {
    title: "a dispatchEvent() of an heir's hears what the page dispatches, and no event of the connection's",
    facts: async ({ EventSourcePolyfill, url, track, event }) => {
      /** @type {string[]} */
      const heard = [];
      class Heir extends EventSourcePolyfill {
        /** @param {any} event */
        dispatchEvent(event) {
          heard.push(event.type);
          return super.dispatchEvent(event);
        }
      }
      const source = track(new Heir(url));
      await event(source, "message");
      return heard;
    },
    expected: [],
    original: ["dispatchEvent override", ["open", "message"]],
  },
];
