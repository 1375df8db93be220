// @ts-check
/** Claim: whatever a reader gives or throws, the body's end is told, and in a later task than the last event. */

import assert from "node:assert/strict";
import { test } from "node:test";

// `npm run build` makes it.
const staged = new URL("../../dist/face/entries/index.js", import.meta.url);

/** @param {(() => unknown)[]} reads what the reader does, one read after the other */
async function connect(...reads) {
  const { EventSourcePolyfill } = await import(staged.href);
  const body = { getReader: () => ({ read: () => reads.shift()?.() }) };
  const fetch = async () => ({ status: 200, headers: new Map([["content-type", "text/event-stream"]]), body });
  return new EventSourcePolyfill("http://h/", { fetch });
}

test("a chunk whose buffer was transferred", async () => {
  const chunk = new Uint8Array(8);
  structuredClone(chunk.buffer, { transfer: [chunk.buffer] });
  const source = await connect(async () => ({ value: chunk }));
  const { reason, error, willReconnect } = await new Promise((resolve) => (source.onerror = resolve));
  source.close();
  assert.deepEqual([reason, error.name, willReconnect], ["network", "TypeError", true]);
});

const event = async () => ({ value: new TextEncoder().encode("data: x\n\n") });
const fail = () => {
  throw new Error("of the page");
};
for (const [what, read] of /** @type {[string, () => unknown][]} */ ([["an end", async () => ({ done: true })], ["a rejection", async () => fail()], ["a throw", fail], ["nothing", () => undefined]])) {
  test(what, async () => {
    const source = await connect(event, read);
    /** Microtasks since the event. */
    let count = 0;
    source.onmessage = async () => {
      while (count < 100) {
        await undefined;
        count += 1;
      }
    };
    const { error } = await new Promise((resolve) => (source.onerror = resolve));
    source.close();
    assert.equal(count, 100);
    assert.equal(error?.message, what === "a rejection" || what === "a throw" ? "of the page" : undefined);
  });
}
