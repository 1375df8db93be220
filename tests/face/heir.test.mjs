// @ts-check
/** Claim: what a class that inherits makes of a method is for who calls it, and `using` is one of them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Supply } from "../../pkg-template/driver/supply.js";
import { defineEventSource } from "../../pkg-template/face/event-source.js";

const EventSourcePolyfill = defineEventSource(new Supply(() => new Promise(() => {})));

/** @type {unknown[]} */
let calls = [];

class Heir extends EventSourcePolyfill {
  constructor() {
    super("http://h/", { fetch: () => new Promise(() => {}) });
  }

  /** @param {any[]} given */
  addEventListener(...given) {
    calls.push(["add", ...given]);
    super.addEventListener(...given);
  }

  /** @param {any[]} given */
  removeEventListener(...given) {
    calls.push(["remove", ...given]);
    super.removeEventListener(...given);
  }

  close() {
    calls.push("close");
    super.close();
  }
}

test("no event handler attribute goes through its methods, as natively", () => {
  calls = [];
  const source = new Heir();
  let heard = 0;
  source.onmessage = () => (heard += 1);
  source.dispatchEvent(new MessageEvent("message"));
  source.onmessage = null;
  source.dispatchEvent(new MessageEvent("message"));
  assert.deepEqual([calls, heard], [[], 1]);
  source.close();
});

test("disposing of a source closes it by its own close()", { skip: !Symbol.dispose }, () => {
  calls = [];
  const source = new Heir();
  source[Symbol.dispose]();
  assert.deepEqual([calls, source.readyState], [["close"], 2]);
});

test("an heir from before classes is what its constructor makes, also where its prototype has no constructor", () => {
  /** @this {any} */
  function Called() {
    return EventSourcePolyfill.call(this, "http://h/", { fetch: () => new Promise(() => {}) }) || this;
  }
  Called.prototype = Object.create(EventSourcePolyfill.prototype);
  const source = new /** @type {any} */ (Called)();
  assert.deepEqual([source instanceof Called, source.readyState], [true, 0]);
  source.close();
  assert.equal(source.readyState, 2);
});
