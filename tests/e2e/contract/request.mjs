// @ts-check
/** What goes to fetch and to the server, and which fetch it is. */

import { allowed, ended, stream } from "./script.mjs";

/** @param {string} bytes a character for each */
const utf8 = (bytes) => new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));

/** @type {import("./setting.mjs").Claim[]} */
export const request = [
  {
    title: "fetch's init has headers, credentials, signal and cache, and no more",
    facts: ({ open, calls }) => {
      open();
      const [{ url, init }] = calls;
      return [
        typeof url,
        Object.keys(init).sort(),
        init.cache,
        init.credentials,
        init.signal instanceof AbortSignal,
        Object.getPrototypeOf(init.headers) === Object.prototype,
        Object.entries(init.headers),
      ];
    },
    expected: [
      "string",
      ["cache", "credentials", "headers", "signal"],
      "no-store",
      "same-origin",
      true,
      true,
      [["Accept", "text/event-stream"]],
    ],
  },
  {
    title: "the server sees a GET that asks for an event stream past all caches",
    facts: async ({ open, requests }) => {
      open();
      const [{ method, query, headers, body }] = await requests(1);
      const { accept, "cache-control": cacheControl, "last-event-id": lastEventId } = Object.assign({}, ...headers.map(([name, value]) => ({ [name]: value })));
      return { method, query, accept, cacheControl, lastEventId, body };
    },
    expected: { method: "GET", query: null, accept: "text/event-stream", cacheControl: "no-cache", lastEventId: undefined, body: "" },
  },
  {
    title: "another origin is asked without a preflight",
    responses: [allowed(ended("id: 1\ndata: a\n\n")), allowed(stream("data: b\n\n"))],
    facts: async ({ open, elsewhere, event, nextRequest, requests }) => {
      const source = open({}, elsewhere);
      await event(source, "error");
      await nextRequest();
      return (await requests(2)).map(({ method, query, headers }) => [
        method,
        query,
        headers.some(([name]) => name === "last-event-id"),
      ]);
    },
    expected: [["GET", null, false], ["GET", "lastEventId=1", false]],
  },
  {
    title: "a same-origin reconnection carries the Last-Event-ID header, in UTF-8",
    responses: [ended("id: 7 é☃\ndata: a\n\n"), stream("data: b\n\n")],
    facts: async ({ open, event, nextRequest, requests }) => {
      const source = open();
      await event(source, "error");
      await nextRequest();
      return (await requests(2)).map(({ headers }) => {
        // The record holds a character for each byte.
        const value = headers.find(([name]) => name === "last-event-id")?.[1];
        const text = value && utf8(value);
        // What is UTF-8 already WebKit's fetch encodes once more.
        return text && /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent) ? utf8(text) : text;
      });
    },
    expected: [undefined, "7 é☃"],
    original: ["Last-Event-ID", [undefined, undefined]],
  },
  {
    title: "every attempt has a signal of its own, aborted by close()",
    responses: [ended("data: a\n\n"), stream("data: b\n\n")],
    facts: async ({ open, event, nextRequest, calls }) => {
      const source = open();
      await event(source, "error");
      const message = event(source, "message");
      await nextRequest();
      await message;
      const [first, second] = calls.map(({ init }) => init.signal);
      const before = second.aborted;
      source.close();
      return [first !== second, before, second.aborted];
    },
    expected: [true, false, true],
  },
  {
    title: "withCredentials stays as it was constructed",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, event, nextRequest, calls, thrown }) => {
      const source = open();
      await event(source, "error");
      thrown(() => (source.withCredentials = true));
      await nextRequest();
      return calls.map(({ init }) => init.credentials);
    },
    expected: ["same-origin", "same-origin"],
    original: ["attributes", ["same-origin", "include"]],
  },
  {
    title: "fetch is looked up at each attempt",
    responses: [ended("data: a\n\n")],
    facts: async ({ open, event, nextRequest, calls }) => {
      const source = open();
      await event(source, "error");
      const found = globalThis.fetch;
      let replaced = 0;
      globalThis.fetch = (url, init) => {
        replaced += 1;
        return found(url, init);
      };
      try {
        await nextRequest();
        return [replaced, calls.length];
      } finally {
        globalThis.fetch = found;
      }
    },
    expected: [1, 2],
    original: ["fetch", [0, 2]],
  },
  {
    title: "a fetch that throws is a network error",
    facts: async ({ open, thrown, stage, log, nextRequest }) => {
      stage.fetch = () => {
        throw new RangeError("thrown on purpose");
      };
      /** @type {any} */
      let source;
      const error = thrown(() => (source = open()));
      if (!source) return { error };
      const [entry] = await log(source, ({ error }) => [source.readyState, error.name]).reach(1);
      return { error, entry, delay: await nextRequest() };
    },
    expected: { error: null, entry: [0, "RangeError"], delay: 1000 },
    original: ["fetch that throws", { error: "RangeError" }],
  },
  {
    title: "same-origin the ID that was received takes the place of a Last-Event-ID header of the page's",
    responses: [ended("id: 7\ndata: a\n\n")],
    facts: async ({ open, nextRequest, event, requests }) => {
      await event(open({ headers: { "Last-Event-ID": "mine" } }), "error");
      await nextRequest();
      return (await requests(2)).map(({ headers }) => headers.filter(([name]) => name === "last-event-id").map(([, value]) => value));
    },
    expected: [["mine"], ["7"]],
    original: ["own Last-Event-ID", [["mine"], ["mine"]]],
  },
];
