// @ts-check
/** Claim: the connection by which a page catches up is told that the page hides, and is not paused for it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { SharedDriver } from "../../pkg-template/sharing/shared-driver.js";

test("where hiding pauses what is shared", () => {
  /** @type {any[][]} */
  const told = [];
  const source = { target: new EventTarget() };
  const driver = new SharedDriver(/** @type {any} */ (source), "", /** @type {any} */ ({ lastEventId: "" }), /** @type {any} */ ({}), null);
  driver._relays[1] = /** @type {any} */ ({ driver: { page: (/** @type {any[]} */ ...state) => told.push(state) } });
  driver.page(true, 0);
  driver.page(false, 0);
  driver.page(true, 2);
  assert.deepEqual(told, [[true, 1], [false, 1], [true, 2]]);
});
