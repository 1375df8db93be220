// @ts-check
/** The constructor: its arguments, and what it does before it returns. */

import { one } from "./script.mjs";

/** @type {import("./setting.mjs").Claim[]} */
export const construction = [
  {
    title: "without an argument there is nothing to construct",
    facts: ({ EventSourcePolyfill, thrown, track, calls }) => [
      thrown(() => track(new EventSourcePolyfill())),
      calls.map(({ url }) => url),
    ],
    expected: ["TypeError", []],
    original: ["no argument", [null, ["undefined"]]],
  },
  {
    title: "the init argument may be missing, undefined, null, or any object",
    facts: async ({ EventSourcePolyfill, url, track, event }) => {
      const made = [
        new EventSourcePolyfill(url),
        new EventSourcePolyfill(url, undefined),
        new EventSourcePolyfill(url, null),
        new EventSourcePolyfill(url, Object.assign(() => {}, { headers: {} })),
      ];
      return Promise.all(made.map(async (source) => (await event(track(source), "message")).data));
    },
    expected: ["a", "a", "a", "a"],
  },
  {
    title: "a primitive is no init argument",
    facts: ({ open, thrown }) => [5, "x", true, Symbol.iterator].map((init) => thrown(() => open(init))),
    expected: Array(4).fill("TypeError"),
    original: ["primitive init", Array(4).fill(null)],
  },
  {
    title: "the request leaves before the constructor returns, and no event comes before that",
    facts: async ({ open, calls, log }) => {
      const source = open();
      const { length } = calls;
      const { readyState } = source;
      return [length, readyState, await log(source).reach(2)];
    },
    expected: [1, 0, ["open", "message"]],
  },
  {
    title: "relative and absolute URLs are requested",
    facts: ({ open, url, requested }) => {
      open({}, url);
      open({}, location.origin + url);
      open({}, new URL(url, location.href));
      open({}, `${url}?a=1&b=%20#f`);
      return requested();
    },
    expected: ["", "", "", "?a=1&b=%20#f"],
  },
  {
    title: "the document's base URL counts",
    facts: ({ open, url, requested }) => {
      const base = document.head.appendChild(document.createElement("base"));
      base.href = `${url}/below/`;
      try {
        open({}, "x");
        return requested();
      } finally {
        base.remove();
      }
    },
    expected: ["/below/x"],
  },
  {
    title: "a URL that does not parse throws a SyntaxError",
    facts: async ({ open, thrown, log, nextRequest }) => {
      /** @type {any} */
      let source;
      const error = thrown(() => (source = open({}, "http://[")));
      if (!source) return { error };
      await log(source).reach(1);
      return { error, readyState: source.readyState, delay: await nextRequest() };
    },
    expected: { error: "SyntaxError" },
    original: ["URL", { error: null, readyState: 0, delay: 1000 }],
  },
  {
    title: "the SyntaxError is a DOMException",
    facts: ({ open }) => {
      try {
        open({}, "http://[");
        return false;
      } catch (error) {
        return error instanceof DOMException;
      }
    },
    expected: true,
    original: ["URL", false],
  },
  {
    title: "withCredentials is read as a boolean and decides the credentials mode",
    facts: ({ open, calls }) =>
      [undefined, false, 0, "", null, true, 1, "false", {}, []].map((withCredentials) => [
        open({ withCredentials }).withCredentials,
        calls[calls.length - 1]?.init.credentials,
      ]),
    expected: [...Array(5).fill([false, "same-origin"]), ...Array(5).fill([true, "include"])],
  },
  {
    title: "the Transport option is refused, and the fetch option named",
    facts: ({ open }) => {
      let made = 0;
      class Transport {
        constructor() {
          made += 1;
        }
        open() {
          return { abort() {} };
        }
      }
      try {
        open({ Transport });
        return { made };
      } catch (error) {
        const { name, message } = /** @type {Error} */ (error);
        return { made, name, namesFetch: /\bfetch\b/.test(message) };
      }
    },
    expected: { made: 0, name: "TypeError", namesFetch: true },
    original: ["Transport", { made: 2 }],
  },
  {
    title: "a Transport of null or undefined is none, a string is a mistake",
    responses: [one],
    facts: async ({ open, event, thrown }) => [
      (await event(open({ Transport: null }), "message")).data,
      (await event(open({ Transport: undefined }), "message")).data,
      thrown(() => open({ Transport: "fetch" })),
    ],
    expected: ["a", "a", "TypeError"],
  },
];
