// @ts-check
/** Claim: a page that hides ends no wait of the connection by which it catches up, and one that is shown does. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { SharedDriver } from "../../pkg-template/sharing/shared-driver.js";

test("where hiding pauses what is shared", () => {
  /** @type {boolean[][]} */
  const told = [];
  const source = { target: new EventTarget() };
  const driver = new SharedDriver(/** @type {any} */ (source), "", /** @type {any} */ ({ lastEventId: "" }), /** @type {any} */ ({}), null);
  driver._relays[1] = /** @type {any} */ ({ driver: { page: (/** @type {boolean[]} */ ...state) => told.push(state) } });
  driver.page(true, false);
  assert.deepEqual(told, [], "nobody has come back");
  driver.page(false, false);
  driver.page(true, true);
  assert.deepEqual(told, [[false, true], [true, true]]);
});
