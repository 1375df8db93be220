// @ts-check
/** Claim: whatever a fetch of the page's own answers with or throws, what became of the attempt is told. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Supply } from "../../pkg-template/driver/supply.js";
import { defineEventSource } from "../../pkg-template/face/event-source.js";
import { EventSourceDriver } from "./still-driver.mjs";

/** A source's sink, and the events that the page hears of it. */
async function connect() {
  const EventSourcePolyfill = defineEventSource(new Supply(async () => /** @type {any} */ (EventSourceDriver)));
  const source = new EventSourcePolyfill("http://h/", { fetch: async () => {} });
  /** @type {any[]} */
  const events = [];
  for (const type of ["open", "message", "error"]) source.addEventListener(type, (/** @type {any} */ event) => events.push(event));
  await new Promise(setImmediate);
  return { sink: EventSourceDriver.sink, events };
}

/** @param {object} members */
const response = (members) => ({ status: 500, statusText: "", url: "", headers: { get: () => null }, ...members });

const thrower = () => {
  throw new Error("not to be read");
};
const [revoked, bare, hostile] = [Proxy.revocable({}, {}), Object.create(null), { toString: thrower }];
revoked.revoke();

test("a response's members are of any type", async () => {
  for (const [statusText, text] of [[null, ""], [undefined, ""], [7, "7"], ["No\n auth", "No auth"]]) {
    const { sink, events } = await connect();
    sink.error(["status", 1, undefined, false], response({ statusText }));
    assert.equal(events[0].message, `EventSource's response has a status 500 ${text} that is not 200. Aborting the connection.`);
  }
  for (const type of [5, hostile, bare]) {
    const { sink, events } = await connect();
    sink.error(["content-type", 1, undefined, false], response({ headers: { get: () => type } }));
    assert.deepEqual([events[0].reason, events[0].status], ["content-type", 500]);
  }
});

test("or cannot be read", async () => {
  for (const name of ["status", "statusText", "url", "headers"]) {
    const answer = Object.defineProperty(response({}), name, { get: thrower });
    const { sink, events } = await connect();
    sink.open(answer);
    sink.error(["end", 1, 1000, false], answer);
    assert.deepEqual(events.map(({ type, [name]: member }) => [type, member]), [["open", undefined], ["error", undefined]]);
    sink.deliver("x", new Uint32Array([0, 0, 0, 1, 1, 1]));
    await new Promise(setImmediate);
    assert.equal(events[2].origin, "http://h");
  }
});

test("what was thrown is the error, also where it has no text", async () => {
  for (const error of [revoked.proxy, bare, hostile, Symbol("down"), { message: hostile }, Object.defineProperty({}, "message", { get: thrower })]) {
    const { sink, events } = await connect();
    sink.error(["network", 1, 1000, false], undefined, error);
    assert.deepEqual([events[0].error === error, events[0].message, events[0].reason], [true, "", "network"]);
  }
});

test("what of a refused body is no text is given up with the rest of it", async () => {
  for (const chunk of ["a text", null, { length: 1 }]) {
    const { sink, events } = await connect();
    const controller = new AbortController();
    /** @type {any} */
    let cancel;
    const cancelled = new Promise((resolve) => void (cancel = resolve));
    const body = new ReadableStream({ pull: (stream) => stream.enqueue(chunk), cancel }, { highWaterMark: 0 });
    sink.error(["status", 1, undefined, false], response({ body }), undefined, controller);
    await assert.rejects(events[0].text(), TypeError);
    await cancelled;
    assert.equal(controller.signal.aborted, true);
  }
});

test("the request of a body that was read to its end is not aborted", async () => {
  const { sink, events } = await connect();
  const controller = new AbortController();
  sink.error(["status", 1, undefined, false], response({ body: new Blob(["why"]).stream() }), undefined, controller);
  assert.deepEqual([await events[0].text(), controller.signal.aborted], ["why", false]);
});
