// @ts-check
/** Claim: what a relay says of a connection is never ahead of the events that it has told. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { relay } from "../../pkg-template/sharing/relay.js";
import { told } from "../../pkg-template/sharing/response.js";

test("amid a batch that is cut off, the ID of the driver is not told: its events were not", () => {
  /** @type {any[]} */
  const told = [];
  let broken = false;
  const source = {
    copy() {
      if (broken) throw new Error("the page is left");
      return { text: "", spans: new Uint32Array(6) };
    },
  };
  const made = relay(/** @type {any} */ (source), (name, ...words) => told.push([name, ...words]), () => undefined, {});
  made.driver = { readyState: 1, lastEventId: "1", reconnectionTime: 10 };
  made.messages(new Uint8Array(), new Uint32Array());
  made.backlog();
  assert.deepEqual(told.at(-1), ["settles", 1, "1", 10]);

  broken = true;
  made.driver.lastEventId = "2";
  assert.throws(() => made.messages(new Uint8Array(), new Uint32Array()), /left/);
  made.backlog();
  assert.ok(told.every(([, , id]) => id !== "2"), JSON.stringify(told));
});

test("a fetch of the page's own may say anything of its response", () => {
  assert.equal(told({ status: 200, url: "https://host.example/events?token=1" })?.url, "https://host.example/events");
  const redirected = "https://user:secret@host.example/@user/events#here";
  assert.equal(told({ status: 200, url: redirected })?.url, "https://host.example/@user/events");
  const told403 = told({ status: 403, statusText: Symbol("none"), url: "", headers: new Map([[":status", "403"], ["x-a", 1]]) });
  assert.deepEqual(structuredClone(told403), { status: 403, statusText: "Symbol(none)", headers: [["x-a", "1"]], url: "" });
  for (const url of ["", undefined, "/events?token=1"]) assert.equal(told({ status: 200, url })?.url, "");
});
