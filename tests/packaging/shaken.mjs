// @ts-check
/** Tree shaking: a bundle of NativeEventSource alone works, and carries nothing of the rest. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

/**
 * @typedef {object} Shaken
 * @property {string} bundle of consumers/app/native.js
 * @property {number} limit bytes; the inlined wasm has tens of thousands
 */

/**
 * @param {string} path
 * @param {number} limit
 */
export function assertShaken(path, limit) {
  const bundle = readFileSync(path, "utf8");
  // What a page has and a bundle may touch.
  const document = { baseURI: "https://page.example/" };
  const page = { EventSource: class {}, Event, EventTarget, TextDecoder, TextEncoder, URL, document, seen: undefined };
  runInNewContext(bundle, page);
  assert.equal(page.seen, page.EventSource, "the bundle works");
  assert.ok(bundle.length <= limit, `${bundle.length} bytes, more than ${limit}`);
}
