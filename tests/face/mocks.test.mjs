// @ts-check
/** Claim: what tests put in the place of globals after the import stops no source in silence. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Supply } from "../../pkg-template/driver/supply.js";
import { defineEventSource } from "../../pkg-template/face/event-source.js";
import { EventSourceDriver } from "./still-driver.mjs";

const before = new Map();

/** @param {Record<string, unknown>} members */
function replace(members) {
  for (const [name, value] of Object.entries(members)) {
    before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

afterEach(() => {
  for (const [name, descriptor] of before) {
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    else Reflect.deleteProperty(globalThis, name);
  }
  before.clear();
});

const define = () => defineEventSource(new Supply(async () => /** @type {any} */ (EventSourceDriver)));

test("a DOM that is there later has events of its own, which a source of the platform's does not take", async () => {
  const EventSourcePolyfill = define();
  const Platform = globalThis.Event;
  class Event {}
  replace({ Event, MessageEvent: class extends Event {}, EventTarget: class {} });
  const source = new EventSourcePolyfill("http://h/", { fetch: async () => {} });
  /** @type {string[]} */
  const heard = [];
  for (const type of ["open", "message", "error"]) source.addEventListener(type, ({ type }) => heard.push(type));
  await new Promise(setImmediate);
  const { sink } = EventSourceDriver;
  sink.open({});
  await sink.deliver("x", new Uint32Array([0, 0, 0, 1, 1, 1]));
  sink.error(["end", 1, 1000, false]);
  assert.deepEqual(heard, ["open", "message", "error"]);
  source.addEventListener("own", () => heard.push("own"));
  source.dispatchEvent(new Platform("own"));
  assert.equal(heard[3], "own");
});

test("a fetch that gives nothing is a network that is down, of another origin too", async () => {
  const EventSourcePolyfill = define();
  replace({ origin: "http://page", fetch: () => {} });
  new EventSourcePolyfill("http://h/");
  await new Promise(setImmediate);
  const { sink } = EventSourceDriver;
  const init = sink.request([1, "", undefined]);
  assert.equal(await sink.fetch("http://h/", init), undefined);
});

test("a fetch that has every member, or none that may be asked for, is the page's own", async () => {
  const EventSourcePolyfill = define();
  replace({ origin: "http://page", fetch: undefined });
  const thrown = new TypeError("of the page");
  for (const get of [() => () => {}, () => assert.fail("no such member")]) {
    const fetch = async () => {
      throw thrown;
    };
    new EventSourcePolyfill("http://h/", { fetch: new Proxy(fetch, { get }) });
    await new Promise(setImmediate);
    const { sink } = EventSourceDriver;
    await assert.rejects(sink.fetch("http://h/", sink.request([1, "", undefined])), (error) => error === thrown);
  }
});
