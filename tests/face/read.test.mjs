// @ts-check
/** Claim: a chunk that no driver can take is a body that broke off, and stops no source in silence. */

import assert from "node:assert/strict";
import { test } from "node:test";

// `npm run build` makes it.
const staged = new URL("../../dist/face/entries/index.js", import.meta.url);

test("one whose buffer was transferred", async () => {
  const { EventSourcePolyfill } = await import(staged.href);
  const chunk = new Uint8Array(8);
  structuredClone(chunk.buffer, { transfer: [chunk.buffer] });
  const fetch = async () => ({ status: 200, headers: new Map([["content-type", "text/event-stream"]]), body: { getReader: () => ({ read: async () => ({ value: chunk }) }) } });
  const source = new EventSourcePolyfill("http://h/", { fetch });
  const { reason, error, willReconnect } = await new Promise((resolve) => (source.onerror = resolve));
  source.close();
  assert.deepEqual([reason, error.name, willReconnect], ["network", "TypeError", true]);
});
