// @ts-check
/** Claim: the slim entry constructs nothing before init(), and a source waits for the init() that succeeds. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

// `npm run build` makes both.
const staged = new URL("../../dist/face/entries/slim.js", import.meta.url);
const wasm = new URL("../../pkg/event-source.wasm", import.meta.url);

const { EventSourcePolyfill, init } = await import(staged.href);

/** @type {string[]} */
let log = [];
const fetch = async () => {
  log.push("fetch");
  return new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } });
};

test("before init() the constructor throws, and has sent nothing and locked no stream", () => {
  const notReady = { name: "InvalidStateError" };
  const stream = new ReadableStream();
  assert.throws(() => new EventSourcePolyfill("http://h/", { fetch }), notReady);
  assert.throws(() => EventSourcePolyfill.fromReadableStream(stream), notReady);
  assert.deepEqual([log, stream.locked], [[], false]);
});

test("an init() that fails is an error event, and the next one that does not is the end of the wait", async () => {
  /** @type {(reason: Error) => void} */
  let fail = () => {};
  const failing = init(new Promise((_, reject) => (fail = reject)));
  const source = new EventSourcePolyfill("http://h/", { fetch, reconnect: { minDelay: 1 } });
  /** @type {any[]} */
  const errors = [];
  const opened = new Promise((resolve) => (source.onopen = resolve));
  const failedTwice = new Promise((resolve) => {
    source.onerror = (/** @type {any} */ { error }) => errors.push(error.name) === 2 && resolve(undefined);
  });
  const failure = new Error("no file");
  fail(failure);
  await assert.rejects(failing, failure);
  await failedTwice;
  assert.deepEqual(errors.slice(0, 2), ["Error", "InvalidStateError"], "nobody has called init() again");
  await init(readFile(wasm));
  await opened;
  source.close();
});
