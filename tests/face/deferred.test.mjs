// @ts-check
/** Claim: a source whose driver is on its way sends its request, waits as for a server, and loses nothing it was asked. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Supply } from "../../pkg-template/driver/supply.js";
import { defineEventSource } from "../../pkg-template/face/event-source.js";
import { nextTask } from "../../pkg-template/platform/task.js";

/** What was asked of drivers and of fetch, in order. @type {any[]} */
let log = [];

class EventSourceDriver {
  readyState = 1;
  lastEventId = "9";
  reconnectionTime = 7;

  /** @param {any[]} given */
  constructor(...given) {
    log.push(["new", given[0]]);
    this.sink = given.at(-1);
  }

  /**
   * @param {ReadableStream} stream
   * @param {any} sink
   */
  static fromReadableStream(stream, sink) {
    log.push(["stream", stream.locked]);
    return new EventSourceDriver("about:event-stream", sink);
  }

  /** @param {number} status */
  retry(status) {
    log.push(["retry", status]);
  }

  connect() {
    log.push(["connect"]);
    EventSourceDriver.connected = this;
  }

  reconnect() {
    log.push(["reconnect"]);
  }

  close() {
    log.push(["close"]);
  }

  /** @param {any[]} state */
  page(...state) {
    log.push(["page", ...state]);
  }

  /** @type {any} */
  static connected;
}

/** A load under the test's control. */
function makeSupply() {
  const loads = /** @type {any[]} */ ([]);
  const supply = new Supply((tries) => {
    /** @type {any} */
    const load = { tries };
    load.promise = new Promise((resolve, reject) => Object.assign(load, { resolve: () => resolve(/** @type {any} */ (EventSourceDriver)), reject }));
    loads.push(load);
    return load.promise;
  });
  return { loads, EventSourcePolyfill: defineEventSource(supply) };
}

/** Every promise that is settled has had its say. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const fetched = () => log.filter(([what]) => what === "fetch").map(([, url, { headers, signal }]) => ({ url, headers, signal }));
const asked = () => log.filter(([what]) => what !== "fetch" && what !== "page");

beforeEach(() => {
  log = [];
  mock.method(globalThis, "fetch", (/** @type {string} */ url, /** @type {any} */ init) => {
    log.push(["fetch", url, init]);
    return Promise.resolve("the response");
  });
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

test("the request leaves inside the constructor, and the driver is given it as its own", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const source = new EventSourcePolyfill("http://h/x", { headers: { Authorization: "Bearer t" }, reconnect: { statuses: [503] } });
  const [{ url, headers, signal }] = fetched();
  assert.deepEqual([url, headers], ["http://h/x", { Accept: "text/event-stream", Authorization: "Bearer t" }]);
  source.reconnect();
  assert.deepEqual([source.readyState, source.lastEventId, source.reconnectionTime], [0, "", 1000]);

  loads[0].resolve();
  await settle();
  assert.deepEqual(asked(), [["new", "http://h/x"], ["retry", 503], ["connect"], ["reconnect"]]);
  assert.deepEqual([source.readyState, source.lastEventId, source.reconnectionTime], [1, "9", 7]);

  const driver = EventSourceDriver.connected;
  const init = driver.sink.request([1, "", undefined]);
  assert.deepEqual(init.headers, headers);
  const controller = new AbortController();
  assert.equal(await driver.sink.fetch("http://h/x", init, controller.signal), "the response");
  assert.equal(fetched().length, 1, "not sent again");
  controller.abort();
  assert.equal(signal.aborted, true, "the driver aborts what the face has sent");
  driver.sink.fetch("http://h/x?lastEventId=7", driver.sink.request([2, "7", 200]));
  assert.equal(fetched().length, 2);
});

test("headers are read once for it, whatever they are", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  let reads = 0;
  const record = {
    get n() {
      return String((reads += 1));
    },
  };
  new EventSourcePolyfill("http://h/", { headers: record });
  new EventSourcePolyfill("http://h/", { headers: new Map([["n", "7"]]).entries() });
  new EventSourcePolyfill("http://h/", { headers: async (/** @type {any} */ { number }) => ({ n: `${number}` }) });
  await settle();
  assert.deepEqual(fetched().map(({ headers }) => headers.n), ["1", "7", "1"]);
  loads[0].resolve();
  await settle();
  assert.equal((await EventSourceDriver.connected.sink.request([1, "", undefined])).headers.n, "1");
  assert.equal(reads, 1);
});

test("and an iterator's are those of every attempt", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const iterator = (/** @type {string} */ n) => new Map([["n", n]]).entries();
  const source = new EventSourcePolyfill("http://h/", { headers: iterator("7") });
  loads[0].resolve();
  await settle();
  const { sink } = EventSourceDriver.connected;
  for (const number of [1, 2, 3, 4]) {
    if (number === 3) source.headers = iterator("8");
    sink.fetch("http://h/", sink.request([number, "", undefined]));
  }
  assert.deepEqual(fetched().map(({ headers }) => headers.n), ["7", "7", "8", "8"]);
});

test("and a promise of them in place of a function is waited for at the first attempt too", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  new EventSourcePolyfill("http://h/", { headers: /** @type {any} */ (Promise.resolve({ n: "7" })) });
  const refused = new EventSourcePolyfill("http://h/", { headers: /** @type {any} */ (Promise.reject(new RangeError("no token"))) });
  loads[0].resolve();
  await settle();
  assert.deepEqual(fetched().map(({ headers }) => headers.n), ["7"]);
  await assert.rejects(async () => EventSourceDriver.connected.sink.request([1, "", undefined]), RangeError);
  refused.close();
});

test("a driver that comes while they are waited for waits in its own right, and sends what they give", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  let give = (/** @type {object} */ _headers) => {};
  const headers = () => new Promise((resolve) => (give = resolve));
  new EventSourcePolyfill("http://h/", { headers });
  loads[0].resolve();
  await settle();
  const { sink } = EventSourceDriver.connected;
  const waiting = sink.request([1, "", undefined]);
  give({ n: "old" });
  const init = await waiting;
  await settle();
  assert.deepEqual(fetched(), [], "who closes or reconnects meanwhile wants no answer to it");
  const { signal } = new AbortController();
  sink.fetch("http://h/", init, signal);
  assert.deepEqual(fetched().map(({ headers, signal: own }) => [headers.n, own === signal]), [["old", true]]);
  const next = sink.request([2, "", undefined]);
  give({ n: "new" });
  assert.equal((await next).headers.n, "new");
});

test("one that comes later is given them at once, with the request that they were for", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  new EventSourcePolyfill("http://h/", { headers: async () => ({ n: "7" }) });
  await settle();
  loads[0].resolve();
  await settle();
  const { sink } = EventSourceDriver.connected;
  const init = sink.request([1, "", undefined]);
  assert.equal(init.headers.n, "7");
  const controller = new AbortController();
  assert.equal(await sink.fetch("http://h/", init, controller.signal), "the response");
  controller.abort();
  assert.deepEqual(fetched().map(({ signal }) => signal.aborted), [true]);
});

test("what the page's functions throw is the driver's to tell", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const own = new RangeError("no token");
  const headers = () => {
    throw own;
  };
  new EventSourcePolyfill("http://h/", { headers });
  loads[0].resolve();
  await settle();
  assert.throws(() => EventSourceDriver.connected.sink.request([1, "", undefined]), (error) => error === own);
  assert.deepEqual(fetched(), []);
});

test("with an ID to resume from it is the driver's to send: the rule of the URL is there", async () => {
  const { EventSourcePolyfill } = makeSupply();
  new EventSourcePolyfill("http://h/", { lastEventId: "7" });
  assert.deepEqual(fetched(), []);
  new EventSourcePolyfill("http://h/", { lastEventId: "7", lastEventIdTransport: "header" });
  assert.equal(fetched()[0].headers["Last-Event-ID"], "7");
});

test("a source that is closed meanwhile never has a driver, and its request is aborted", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const source = new EventSourcePolyfill("http://h/");
  source.close();
  source.close();
  source.reconnect();
  assert.deepEqual([source.readyState, fetched()[0].signal.aborted], [2, true]);
  loads[0].resolve();
  await settle();
  assert.deepEqual(asked(), []);
});

test("nor does it send one if the page's function for headers closes it", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  for (const answer of [() => ({}), async () => ({})]) {
    const controller = new AbortController();
    const headers = () => (controller.abort(), answer());
    const source = new EventSourcePolyfill("http://h/", { signal: controller.signal, headers });
    assert.equal(source.readyState, 2);
  }
  loads[0].resolve();
  await settle();
  assert.deepEqual([fetched(), asked()], [[], []]);
});

test("what a fetch that heeds no signal answers with is given up then, by nobody else than the face", async () => {
  let cancelled = 0;
  /** @type {any[]} */
  const answers = [];
  const fetch = () => new Promise((resolve, reject) => answers.push({ resolve, reject }));
  const { EventSourcePolyfill } = makeSupply();
  for (const headers of [{}, async () => ({})]) {
    const sources = [1, 2].map(() => new EventSourcePolyfill("http://h/", { fetch, headers }));
    await settle();
    for (const source of sources) source.close();
  }
  const early = new EventSourcePolyfill("http://h/", { fetch, headers: async () => ({}) });
  early.close();
  for (const [i, { resolve, reject }] of answers.entries()) {
    if (i % 2) reject(new Error("down"));
    else resolve(new Response(new ReadableStream({ cancel: () => void (cancelled += 1) })));
  }
  await settle();
  assert.deepEqual([cancelled, answers.length], [2, 4]);
});

test("also of a fetch that closes the source itself", async () => {
  let cancelled = 0;
  const { EventSourcePolyfill } = makeSupply();
  const controller = new AbortController();
  const fetch = async () => {
    controller.abort();
    return new Response(new ReadableStream({ cancel: () => void (cancelled += 1) }));
  };
  const source = new EventSourcePolyfill("http://h/", { fetch, signal: controller.signal });
  await settle();
  assert.deepEqual([source.readyState, cancelled], [2, 1]);
});

test("a driver that cannot be loaded is waited for, with a delay that grows; close() in the error event ends it", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(Math, "random", () => 0);
  const { loads, EventSourcePolyfill } = makeSupply();
  const source = new EventSourcePolyfill("http://h/");
  /** @type {any[]} */
  const errors = [];
  source.onerror = (/** @type {any} */ error) => errors.push(error);
  const failure = new TypeError("no chunk");
  for (const delay of [1000, 2000, 4000, 8000, 16_000, 16_000]) {
    loads.at(-1).reject(failure);
    await settle();
    const { reason, attempt, error, message, willReconnect } = errors.at(-1);
    assert.deepEqual([reason, attempt, error, message, errors.at(-1).delay, willReconnect], ["network", loads.length, failure, "no chunk", delay, true]);
    assert.equal(fetched().at(-1)?.signal.aborted, true);
    mock.timers.tick(delay - 1);
    const before = loads.length;
    mock.timers.tick(1);
    assert.deepEqual([loads.length, loads.at(-1).tries, fetched().length], [before + 1, before, before + 1]);
  }
  source.addEventListener("error", () => source.close());
  loads.at(-1).reject(failure);
  await settle();
  mock.timers.tick(100_000);
  assert.deepEqual([source.readyState, loads.length], [2, 7]);
});

test("also where nothing was thrown, but a promise of the page's was rejected with nothing", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const source = new EventSourcePolyfill("http://h/");
  /** @type {any[]} */
  const reasons = [];
  source.onerror = (/** @type {any} */ { reason }) => (reasons.push(reason), source.close());
  loads[0].reject(undefined);
  await settle();
  assert.deepEqual(reasons, ["network"]);
});

test("reconnect() and coming online end that wait, and hiding does not", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {any} */
  const scope = globalThis;
  const window = new EventTarget();
  scope.addEventListener = window.addEventListener.bind(window);
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  const navigator = { onLine: false };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  scope.document = document;
  try {
    const { loads, EventSourcePolyfill } = makeSupply();
    const source = new EventSourcePolyfill("http://h/");
    const fail = async () => {
      loads.at(-1).reject(new TypeError("no chunk"));
      await settle();
    };
    await fail();
    source.reconnect();
    source.reconnect();
    assert.equal(loads.length, 2);
    await fail();
    window.dispatchEvent(new Event("offline"));
    assert.equal(loads.length, 2);
    navigator.onLine = true;
    window.dispatchEvent(new Event("online"));
    assert.equal(loads.length, 3);
    await fail();
    Object.assign(document, { visibilityState: "hidden" }).dispatchEvent(new Event("visibilitychange"));
    assert.equal(loads.length, 3);
    window.dispatchEvent(new Event("online"));
    assert.equal(loads.length, 4);
    await fail();
    Object.assign(document, { visibilityState: "visible" }).dispatchEvent(new Event("visibilitychange"));
    assert.equal(loads.length, 5);
    mock.timers.tick(100_000);
    assert.deepEqual([loads.length, fetched().length], [5, 5]);
    source.close();
  } finally {
    delete scope.addEventListener;
    delete scope.document;
    delete scope.navigator;
    if (before) Object.defineProperty(globalThis, "navigator", before);
  }
});

test("a reconnect() that has had its attempt asks for none of the driver's: each would be one more request", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const source = new EventSourcePolyfill("http://h/");
  // Of the attempt that runs, and twice of the wait for the next one.
  source.reconnect();
  for (const _ of [1, 2]) {
    loads.at(-1).reject(new TypeError("no chunk"));
    await settle();
    source.reconnect();
  }
  loads[2].resolve();
  await settle();
  assert.deepEqual(asked(), [["new", "http://h/"], ["connect"]]);
});

test("attempts are counted on when it comes at last", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { loads, EventSourcePolyfill } = makeSupply();
  const numbers = /** @type {number[]} */ ([]);
  const headers = ({ number = 0 }) => (numbers.push(number), {});
  new EventSourcePolyfill("http://h/", { headers });
  loads[0].reject(new TypeError("no chunk"));
  await settle();
  mock.timers.tick(2000);
  loads[1].resolve();
  await settle();
  const driver = EventSourceDriver.connected;
  driver.sink.fetch("http://h/", driver.sink.request([1, "", undefined]));
  driver.sink.request([2, "", undefined]);
  assert.deepEqual(numbers, [1, 2, 3]);
});

test("also where a listener of the error begins the next one", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  const numbers = /** @type {number[]} */ ([]);
  const headers = ({ number = 0 }) => (numbers.push(number), {});
  const source = new EventSourcePolyfill("http://h/", { headers });
  source.onerror = (/** @type {any} */ { attempt }) => attempt < 3 && source.reconnect();
  for (const _ of [1, 2]) {
    loads.at(-1).reject(new TypeError("no chunk"));
    await settle();
  }
  source.close();
  assert.deepEqual(numbers, [1, 2, 3]);
});

test("maxAttempts, and no reconnection, hold for it too; what is hopeless is not tried again", async () => {
  const policies = /** @type {const} */ ([
    [{ reconnect: { maxAttempts: 0 } }, {}, "network"],
    [{ reconnect: false }, {}, "network"],
    [{}, { hopeless: true }, "load"],
  ]);
  for (const [init, nature, reason] of policies) {
    const { loads, EventSourcePolyfill } = makeSupply();
    const source = new EventSourcePolyfill("http://h/", init);
    /** @type {any} */
    let said;
    source.onerror = (/** @type {any} */ error) => (said = [error.reason, error.willReconnect, source.readyState]);
    loads[0].reject(Object.assign(new TypeError("no chunk"), nature));
    await settle();
    assert.deepEqual(said, [reason, false, 2]);
  }
});

test("a stream of the page's is locked at once, and given up if the source is closed", async () => {
  const { loads, EventSourcePolyfill } = makeSupply();
  let cancelled = false;
  const given = new ReadableStream();
  const givenUp = new ReadableStream({ cancel: () => void (cancelled = true) });
  EventSourcePolyfill.fromReadableStream(given);
  EventSourcePolyfill.fromReadableStream(givenUp).close();
  assert.deepEqual([given.locked, givenUp.locked, cancelled], [true, true, true]);
  for (const wrong of [given, {}, undefined]) {
    assert.throws(() => EventSourcePolyfill.fromReadableStream(wrong), TypeError);
  }
  // It connects in a later task.
  await nextTask();
  loads[0].resolve();
  await settle();
  assert.deepEqual(asked(), [["stream", false], ["new", "about:event-stream"], ["connect"]]);
});
