// @ts-check
/* The signal option: an aborted one ends the source wherever it is. */
import { anHour, asked, claim, closed, ended, log, next, open, openGate, settle, stream } from "./setting.js";

/** @type {any} */
const { equal, throws, play, requests, EventSourcePolyfill } = globalThis;

/** A controller, and how many listeners its signal has. */
function watched() {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (/** @type {any[]} */ ...words) => {
    listeners += 1;
    return Reflect.apply(addEventListener, signal, words);
  };
  signal.removeEventListener = (/** @type {any[]} */ ...words) => {
    listeners -= 1;
    return Reflect.apply(removeEventListener, signal, words);
  };
  return { abort: (/** @type {unknown} */ reason) => controller.abort(reason), signal, listeners: () => listeners };
}

claim("a signal aborted before the construction: CLOSED, no request, no event", async () => {
  const url = await play([stream("data: x\n\n")]);
  for (const signal of [AbortSignal.abort(), AbortSignal.abort(new Error("mine"))]) {
    const source = open(url, { signal });
    const events = log(source);
    equal(source.readyState, 2);
    source.reconnect();
    await anHour(url);
    equal([events, asked.length, (await requests(url)).length, source.readyState], [[], 0, 0, 2]);
  }
});

/** @type {[string, any[], (source: any, url: string) => Promise<unknown>, any][]} */
const moments = [
  ["while it connects", [{ hold: "answer" }], (source, url) => requests(url, 1), {}],
  ["while headers are pending", [stream("data: x\n\n")], settle, { headers: () => new Promise(() => {}) }],
  ["amid the stream", [stream("data: x\n\n")], (source) => next(source, "message"), {}],
  ["amid the backoff", [ended("data: x\n\n"), stream("data: y\n\n")], (source) => next(source, "error"), {}],
  ["amid the wait for Retry-After", [{ status: 503, headers: [["retry-after", "5"]] }], (source) => next(source, "error"), { reconnect: { statuses: [503] } }],
];
for (const [moment, responses, reach, init] of moments) {
  claim(`a signal aborted ${moment} ends it: no event, no request, no listener left`, async () => {
    const url = await play(responses);
    const { signal, abort, listeners } = watched();
    const source = open(url, { signal, ...init });
    equal(listeners(), 1);
    await reach(source, url);
    const { length } = asked;
    const events = log(source);
    abort(new Error("no longer wanted"));
    equal([source.readyState, listeners()], [2, 0]);
    if (length > 0) await closed(url, 1);
    source.reconnect();
    globalThis.dispatchEvent(new Event("online"));
    await openGate(url, "answer");
    await anHour(url);
    equal([events, asked.length, source.readyState], [[], length, 2]);
  });
}

claim("a signal aborted in a listener stops what is left of the chunk", async () => {
  for (const type of ["open", "message", "error"]) {
    const url = await play([ended("data: a\n\ndata: b\n\n")]);
    const { signal, abort, listeners } = watched();
    const source = open(url, { signal });
    const events = log(source);
    const aborted = new Promise((resolve) => {
      source.addEventListener(type, () => {
        abort(undefined);
        resolve(undefined);
      });
    });
    await aborted;
    await anHour(url);
    equal([events, source.readyState, listeners()], [{ open: ["open"], message: ["open", "a"], error: ["open", "a", "b", "end"] }[type], 2, 0]);
  }
});

claim("close(), and an error that closes, let go of the signal", async () => {
  for (const init of [{}, { reconnect: false }]) {
    const { signal, abort, listeners } = watched();
    const url = await play([ended("data: x\n\n")]);
    const source = open(url, { signal, ...init });
    await next(source, "error");
    if (source.readyState !== 2) source.close();
    equal([source.readyState, listeners()], [2, 0]);
    abort(undefined);
    source.close();
    equal([source.readyState, listeners()], [2, 0]);
  }
});

claim("one signal ends many sources", async () => {
  const url = await play([stream("data: x\n\n")]);
  const controller = new AbortController();
  const sources = [1, 2, 3].map(() => open(url, { signal: controller.signal }));
  await Promise.all(sources.map((source) => next(source, "message")));
  controller.abort();
  equal([await closed(url, 3), sources.map(({ readyState }) => readyState)], [3, [2, 2, 2]]);
});

claim("what is no signal is a TypeError", () => {
  for (const signal of [5, "x", {}, new AbortController()]) {
    throws(() => new EventSourcePolyfill("/nowhere", { signal }), TypeError);
  }
});

claim("a fetch that ignores its signal: what it answers then is not heard", async () => {
  const answer = Promise.withResolvers();
  const { signal, abort } = watched();
  const source = open("/handmade", { signal, fetch: () => answer.promise });
  const events = log(source);
  abort(undefined);
  answer.resolve(new Response("data: x\n\n", { headers: { "content-type": "text/event-stream" } }));
  await anHour();
  equal([events, source.readyState], [[], 2]);
});
