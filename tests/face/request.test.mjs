// @ts-check
/** Claim: the page's part of a request is asked for once an attempt, and sent as the page gave it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Supply } from "../../pkg-template/driver/supply.js";
import { defineEventSource } from "../../pkg-template/face/event-source.js";
import { requestHeaders, requestInit } from "../../pkg-template/face/request.js";

const ATTEMPT = { number: 3, lastEventId: "7", status: 401 };
const ACCEPT = { Accept: "text/event-stream" };

/**
 * @param {{ method?: string, body?: unknown }} settings
 * @param {unknown} [headers]
 * @param {string} [idHeader]
 */
const ask = (settings, headers = {}, idHeader = "") => requestInit(settings, headers, ATTEMPT, idHeader);

describe("headers", () => {
  test("of any kind, Accept before them unless given", () => {
    /** @type {[string, any, Record<string, string>][]} */
    const kinds = [
      ["undefined", undefined, ACCEPT],
      ["null", null, ACCEPT],
      ["none", {}, ACCEPT],
      ["a record keeps its letter case", { "X-Y": "1", "x-Z": "2" }, { ...ACCEPT, "X-Y": "1", "x-Z": "2" }],
      ["a record's values are strings", { n: 1, nothing: null }, { ...ACCEPT, n: "1", nothing: "null" }],
      ["Headers", new Headers({ A: "1" }), { ...ACCEPT, a: "1" }],
      ["pairs are combined", [["A", "1"], ["a", "2"]], { ...ACCEPT, a: "1, 2" }],
      ["a Map", new Map([["A", "1"]]), { ...ACCEPT, a: "1" }],
      ["accept given takes its place", { accept: "x/y" }, { accept: "x/y" }],
      ["in any letter case", { ACCEPT: "x/y" }, { ACCEPT: "x/y" }],
      ["in pairs", [["Accept", "x/y"]], { accept: "x/y" }],
    ];
    for (const [title, headers, sent] of kinds) {
      assert.deepEqual(requestHeaders(headers, ""), sent, title);
    }
    assert.deepEqual(Object.keys(requestHeaders({ A: "1" }, "")), ["Accept", "A"]);
  });

  test("that cannot be are the platform's TypeError", () => {
    for (const headers of [{ "a\nb": "x" }, { "a b": "" }, { "": "x" }, { a: "x\ny" }, { 你: "x" }, { a: "你" }, [["a"]], 5]) {
      assert.throws(() => requestHeaders(headers, ""), TypeError, JSON.stringify(headers));
      assert.throws(() => ask({}, () => headers), TypeError, JSON.stringify(headers));
    }
  });

  test("that turn bad in a promise reject it", async () => {
    await assert.rejects(async () => ask({}, async () => ({ "a b": "" })), TypeError);
  });
});

describe("Last-Event-ID", () => {
  test("is sent as UTF-8, a byte a character", () => {
    for (const [id, sent] of [
      ["7", "7"],
      ["a b", "a b"],
      ["ü", "\u00c3\u00bc"],
      ["你", "\u00e4\u00bd\u00a0"],
      ["💬", "\u00f0\u009f\u0092\u00ac"],
    ]) {
      const headers = requestHeaders({}, id);
      assert.deepEqual(headers, { ...ACCEPT, "Last-Event-ID": sent });
      // What fetch makes of it: the bytes of the ID.
      const value = new Headers(headers).get("last-event-id") ?? "";
      assert.equal(Buffer.from(value, "latin1").toString(), id);
    }
  });

  test("takes the place of one that the page gave to start from", () => {
    for (const given of [{ "last-event-id": "old" }, { "LAST-Event-ID": "old" }, new Headers({ "Last-Event-ID": "old" })]) {
      assert.deepEqual(requestHeaders(given, "7"), { ...ACCEPT, "Last-Event-ID": "7" });
    }
  });

  test("without one the page's stays", () => {
    assert.deepEqual(requestHeaders({ "last-event-id": "old" }, ""), { ...ACCEPT, "last-event-id": "old" });
  });

  test("goes into a request's headers where it should", () => {
    assert.deepEqual(ask({}, {}, "7"), { headers: { ...ACCEPT, "Last-Event-ID": "7" } });
  });
});

describe("an attempt", () => {
  test("method and body only where given", () => {
    assert.deepEqual(ask({}), { headers: ACCEPT });
    assert.deepEqual(ask({ method: "GET", body: null }), { headers: ACCEPT, method: "GET" });
    assert.deepEqual(ask({ method: "POST", body: "" }), { headers: ACCEPT, method: "POST", body: "" });
  });

  test("functions are asked once, headers with the attempt, body with nothing", () => {
    /** @type {unknown[][]} */
    const calls = [];
    const headers = (/** @type {unknown[]} */ ...given) => {
      calls.push(["headers", ...given]);
      return { n: "1" };
    };
    const body = (/** @type {unknown[]} */ ...given) => {
      calls.push(["body", ...given]);
      return "sent";
    };
    const init = ask({ method: "POST", body }, headers);
    assert.deepEqual(init, { headers: { ...ACCEPT, n: "1" }, method: "POST", body: "sent" }, "at once: no promise was given");
    assert.deepEqual(calls, [["headers", ATTEMPT], ["body"]]);
  });

  test("promises and thenables are awaited, of either", async () => {
    const later = { then: (/** @type {(value: unknown) => void} */ resolve) => resolve({ a: "later" }) };
    for (const headers of [() => Promise.resolve({ a: "later" }), async () => ({ a: "later" }), () => later]) {
      const init = ask({ method: "POST", body: "sent" }, headers);
      assert.equal(typeof (/** @type {any} */ (init).then), "function");
      assert.deepEqual(await init, { headers: { ...ACCEPT, a: "later" }, method: "POST", body: "sent" });
    }
    const init = ask({ method: "POST", body: async () => "later" }, { a: "1" });
    assert.deepEqual(await init, { headers: { ...ACCEPT, a: "1" }, method: "POST", body: "later" });
    assert.deepEqual(await ask({ method: "POST", body: async () => null }), { headers: ACCEPT, method: "POST" });
  });

  test("what a function throws passes through", () => {
    const own = new RangeError("no");
    const throws = () => {
      throw own;
    };
    const isOwn = (/** @type {unknown} */ error) => error === own;
    assert.throws(() => ask({}, throws), isOwn);
    assert.throws(() => ask({ method: "POST", body: throws }), isOwn);
  });

  test("a stream is sent half duplex, also one that comes later", async () => {
    const stream = new ReadableStream();
    const expected = { headers: ACCEPT, method: "POST", body: stream, duplex: "half" };
    assert.deepEqual(ask({ method: "POST", body: stream }), expected);
    assert.deepEqual(ask({ method: "POST", body: () => stream }), expected);
    assert.deepEqual(await ask({ method: "POST", body: async () => stream }), expected);
  });
});

describe("the class", () => {
  /** Stands in for the driver and makes attempts when told. */
  class Driver {
    readyState = 0;
    /** @param {any[]} given */
    constructor(...given) {
      /** @type {{ request(detail: unknown[]): any }} */
      this.sink = given.at(-1);
    }
    retry() {}
    page() {}
    connect() {
      Driver.connected = this;
    }
    close() {}
    /** @type {Driver | undefined} */
    static connected;
  }
  const supply = Object.assign(new Supply(() => Promise.reject()), { _loaded: /** @type {any} */ (Driver) });
  const EventSourcePolyfill = defineEventSource(supply);

  /** @param {unknown[]} detail number, last event ID and status of an attempt */
  const attempt = (...detail) => Driver.connected?.sink.request(detail);

  test("asks before every attempt, and says which", () => {
    /** @type {unknown[]} */
    const told = [];
    new EventSourcePolyfill("http://h/", {
      headers(/** @type {{ number: number }} */ attempt) {
        told.push(attempt);
        return { n: attempt.number };
      },
    });
    assert.deepEqual(told, [], "not before the driver does");
    assert.equal(attempt(1, "", undefined).headers.n, "1");
    assert.equal(attempt(2, "7", 200).headers.n, "2");
    assert.equal(attempt(3, "7", 401).headers.n, "3");
    assert.deepEqual(told, [
      { number: 1, lastEventId: "", status: undefined },
      { number: 2, lastEventId: "7", status: 200 },
      { number: 3, lastEventId: "7", status: 401 },
    ]);
  });

  test("reads its headers afresh, and sends the ID in a header where that is wanted", () => {
    const source = new EventSourcePolyfill("http://h/", { headers: { a: "1" } });
    assert.deepEqual(attempt(1, "", undefined).headers, { ...ACCEPT, a: "1" });
    source.headers = { a: "2" };
    assert.deepEqual(attempt(2, "7", 200).headers, { ...ACCEPT, a: "2", "Last-Event-ID": "7" });
    new EventSourcePolyfill("http://h/", { lastEventIdTransport: "query" });
    assert.deepEqual(attempt(2, "7", 200).headers, ACCEPT);
  });

  test("checks headers in the constructor, but asks no function there", () => {
    assert.throws(() => new EventSourcePolyfill("http://h/", { headers: { "a b": "" } }), TypeError);
    new EventSourcePolyfill("http://h/", { headers: () => ({ "a b": "" }) });
    assert.throws(() => attempt(1, "", undefined), TypeError);
  });
});
