// @ts-check
/** What a claim has besides the runner: sources that end with it, what they ask of fetch, the server's gates. */

import { advance, tick } from "../contract/clock.mjs";

/** @type {any} */
const scope = globalThis;
const { fetch: nativeFetch, EventSourcePolyfill } = scope;
const nativeRandom = Math.random;

/** The URLs that fetch was asked for, in order; not those of the control endpoints. */
export const asked = /** @type {string[]} */ ([]);
scope.fetch = (/** @type {any} */ url, /** @type {any} */ init) => {
  if (String(url).includes("/stream/")) asked.push(String(url));
  return nativeFetch(url, init);
};

/** @type {(() => void)[]} */
const endings = [];

/**
 * Something to undo when the claim ends, whether it holds or not.
 *
 * @param {() => void} undo
 */
export const atTheEnd = (undo) => void endings.push(undo);

/**
 * @param {string} title
 * @param {() => unknown} body
 */
export const claim = (title, body) =>
  scope.claim(title, async () => {
    asked.length = 0;
    // Delays without jitter, unless a claim wants some.
    Math.random = () => 0;
    try {
      await body();
    } finally {
      for (const undo of endings.splice(0).reverse()) undo();
      Math.random = nativeRandom;
    }
  });

/**
 * What each source has said, how much of it next() has passed, and who waits for more.
 *
 * @type {WeakMap<object, { said: any[], passed: number, wake: () => void }>}
 */
const histories = new WeakMap();

/**
 * @param {string} url
 * @param {any} [init]
 * @param {any} [Interface]
 */
export function open(url, init, Interface = EventSourcePolyfill) {
  const source = new Interface(url, init);
  const history = { said: /** @type {any[]} */ ([]), passed: 0, wake: () => {} };
  histories.set(source, history);
  for (const type of ["open", "message", "error"]) {
    source.addEventListener(type, (/** @type {any} */ event) => {
      history.said.push(event);
      history.wake();
    });
  }
  atTheEnd(() => source.close());
  return source;
}

/**
 * The next event of a type after the one that was given last, also if it has come meanwhile: nobody
 * knows how long the server takes.
 *
 * @param {any} source of open()
 * @param {string} type
 */
export async function next(source, type) {
  const history = /** @type {{ said: any[], passed: number, wake: () => void }} */ (histories.get(source));
  for (;;) {
    while (history.passed < history.said.length) {
      const event = history.said[history.passed];
      history.passed += 1;
      if (event.type === type) return event;
    }
    await new Promise((resolve) => {
      history.wake = () => resolve(undefined);
    });
  }
}

/**
 * Writes down every event.
 *
 * @param {any} source
 * @param {(event: any) => unknown} [describe]
 * @returns {any[]}
 */
export function log(source, describe = (event) => event.data ?? event.reason ?? event.type) {
  /** @type {any[]} */
  const entries = [];
  for (const type of ["open", "message", "error"]) {
    source.addEventListener(type, (/** @type {any} */ event) => entries.push(describe(event)));
  }
  return entries;
}

/** Every task that is ready, and those that they make ready. */
export async function settle() {
  for (let i = 0; i < 10; i += 1) await tick();
}

/**
 * An hour goes by, and whatever falls due in it; what is sent then has arrived.
 *
 * @param {string} [url] of the stream
 */
export async function anHour(url) {
  await advance(3_600_000);
  if (url) await scope.requests(url);
  await settle();
}

/**
 * A fetch that a worker of Firefox aborts before its first byte keeps its connection, one time in
 * four: there the server cannot tell.
 */
export const leaks = !scope.document && navigator.userAgent.includes("Firefox");

/**
 * How many responses are over, once so many are.
 *
 * @param {string} url
 * @param {number} [atLeast]
 * @returns {Promise<number>}
 */
export const closed = async (url, atLeast = 0) =>
  leaks ? atLeast : (await (await nativeFetch(`${url.replace("/stream/", "/closed/")}?atLeast=${atLeast}`)).json()).closed;

/**
 * @param {string} url
 * @param {string} gate
 */
export const openGate = (url, gate) => nativeFetch(`${url.replace("/stream/", "/gate/")}/${gate}`, { method: "POST" });

/**
 * @param {any} request as the server recorded it
 * @param {string} name in lower case
 * @returns {string | undefined}
 */
export const header = (request, name) => request.headers.find((/** @type {string[]} */ [key]) => key === name)?.[1];

/**
 * A fetch whose responses' bodies are the claim's own to write.
 */
export function handmade() {
  /** @type {ReadableStreamDefaultController<Uint8Array>[]} */
  const bodies = [];
  const encoder = new TextEncoder();
  return {
    bodies,
    fetch: async () =>
      new Response(new ReadableStream({ start: (controller) => void bodies.push(controller) }), {
        headers: { "content-type": "text/event-stream" },
      }),
    /** @param {string} text */
    async write(text) {
      bodies.at(-1)?.enqueue(encoder.encode(text));
      await settle();
    },
  };
}

/** A fetch that finds no server. */
export const unreachable = async () => {
  throw new TypeError("no server");
};

/**
 * An event stream that stays open.
 *
 * @param {string} text
 */
export const stream = (text) => ({ steps: [{ send: text }, { stall: true }] });

/**
 * An event stream that the server ends.
 *
 * @param {string} text
 */
export const ended = (text) => ({ steps: [{ send: text }] });
