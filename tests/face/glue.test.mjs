// @ts-check
/**
 * Claim: the driver is made of the wasm, by the glue as the build has changed it. Without this a mistake there
 * would show in nothing but speed: the JavaScript form takes the wasm's place.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

// What the bundles are made of: `npm run build` makes it.
const staged = new URL("../../dist/face/driver/inlined-driver.js", import.meta.url);

test("the inlined wasm is compiled, and its driver closes", async () => {
  const { compileInlined } = await import(staged.href);
  const EventSourceDriver = await compileInlined();
  /** @type {string[]} */
  const told = [];
  const sink = { request: () => ({}), fetch: () => new Promise(() => {}), giveUp() {}, closed: () => told.push("closed") };
  const driver = new EventSourceDriver("http://h/", "lastEventId", "你", true, NaN, NaN, true, NaN, NaN, NaN, NaN, NaN, sink);
  assert.deepEqual([driver.readyState, driver.lastEventId], [0, "你"]);
  driver.connect();
  driver.close();
  assert.deepEqual([driver.readyState, told], [2, ["closed"]]);
});
