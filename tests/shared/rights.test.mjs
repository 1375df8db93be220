// @ts-check
/** Claim: who asks with headers or a body that nobody knows yet says whose stream it is. */

import assert from "node:assert/strict";
import { test } from "node:test";

// `npm run build` makes it.
const staged = new URL("../../dist/face/entries/shared.js", import.meta.url);
const { SharedEventSource } = await import(staged.href);

const LATER = {
  "headers of a function": { headers: () => ({}) },
  "an iterator of headers": { headers: new Map([["a", "1"]]).entries() },
  "a promise of headers": { headers: Promise.resolve({ a: "1" }) },
  "a body of a function": { method: "POST", body: () => "1" },
  "a promise of a body": { method: "POST", body: Promise.resolve("1") },
};
const fetch = () => new Promise(() => {});

for (const [what, init] of Object.entries(LATER)) {
  test(what, () => {
    assert.throws(() => new SharedEventSource("http://h/", { ...init, fetch }), /^TypeError: Whose stream is it\?/);
    new SharedEventSource("http://h/", { ...init, fetch, share: "me" }).close();
  });
}

test("but not with what is there", () => {
  for (const headers of [undefined, null, {}, { next: "1", then: "2" }, [["a", "1"]], new Headers()]) {
    new SharedEventSource("http://h/", { headers, body: "1", method: "POST", fetch }).close();
  }
});
