// @ts-check
/** Claim: what happens to the page is told to open sources, once each, and nothing listens when there is none. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Supply } from "../../pkg-template/driver/supply.js";
import { defineEventSource } from "../../pkg-template/face/event-source.js";
import { joinPage, leavePage } from "../../pkg-template/face/page.js";

/** @type {any} */
const scope = globalThis;
let window = new EventTarget();
let listening = 0;

beforeEach(() => {
  window = new EventTarget();
  listening = 0;
  const types = new Set();
  scope.addEventListener = (/** @type {string} */ type, /** @type {any} */ listener) => {
    listening += types.has(type) ? 0 : 1;
    types.add(type);
    window.addEventListener(type, listener);
  };
  scope.removeEventListener = (/** @type {string} */ type, /** @type {any} */ listener) => {
    listening -= types.delete(type) ? 1 : 0;
    window.removeEventListener(type, listener);
  };
});
afterEach(() => {
  delete scope.addEventListener;
  delete scope.removeEventListener;
});

/** A driver that remembers what it was told. */
function makeDriver() {
  /** @type {[online: boolean, presence: number][]} */
  const told = [];
  return { told, page: (/** @type {boolean} */ online, /** @type {number} */ presence) => told.push([online, presence]) };
}

const conditions = { url: new URL("http://localhost/"), pauseWhenHidden: false };

test("as long as one is open", () => {
  const [one, other] = [makeDriver(), makeDriver()];
  joinPage(one, conditions);
  joinPage(other, conditions);
  window.dispatchEvent(new Event("online"));
  assert.deepEqual([one.told, other.told], [[[true, 2]], [[true, 2]]]);
  leavePage(one);
  window.dispatchEvent(new Event("pagehide"));
  window.dispatchEvent(new Event("pageshow"));
  assert.deepEqual([one.told.length, other.told], [1, [[true, 2], [true, 0], [true, 2]]]);
  assert.equal(listening, 4);
  leavePage(other);
  assert.equal(listening, 0);
});

test("also when document.open() has taken the listeners away", () => {
  const [before, after] = [makeDriver(), makeDriver()];
  joinPage(before, conditions);
  window = new EventTarget();
  joinPage(after, conditions);
  window.dispatchEvent(new Event("online"));
  assert.deepEqual([before.told, after.told], [[[true, 2]], [[true, 2]]]);
  leavePage(before);
  leavePage(after);
});

test("that it hides as well, which pauses where it is to", () => {
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  scope.document = document;
  const [one, paused] = [makeDriver(), makeDriver()];
  joinPage(one, conditions);
  joinPage(paused, { ...conditions, pauseWhenHidden: true });
  for (const visibilityState of ["hidden", "visible"]) {
    Object.assign(document, { visibilityState }).dispatchEvent(new Event("visibilitychange"));
  }
  leavePage(one);
  leavePage(paused);
  delete scope.document;
  assert.deepEqual([one.told, paused.told], [[[true, 1], [true, 2]], [[true, 0], [true, 2]]]);
});

/** A class whose driver is still on its way. */
const unsupplied = () => defineEventSource(new Supply(() => new Promise(() => {})));

test("behind the first request, which waits for nothing of it", () => {
  const EventSourcePolyfill = unsupplied();
  /** @type {number[]} */
  const heard = [];
  const fetch = async () => void heard.push(listening);
  const source = new EventSourcePolyfill("http://h/", { fetch });
  assert.deepEqual([heard, listening], [[0], 4]);
  source.close();
  assert.equal(listening, 0);
});

test("and not at all where a function of the page's closes the source meanwhile", () => {
  const EventSourcePolyfill = unsupplied();
  const controller = new AbortController();
  const headers = () => {
    controller.abort();
    return {};
  };
  const source = new EventSourcePolyfill("http://h/", { headers, signal: controller.signal, fetch: async () => {} });
  assert.deepEqual([source.readyState, listening], [2, 0]);
});
