// @ts-check
/** Claim: the constructor's arguments are converted as WebIDL says, and URLs resolved as HTML does. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { abortSignal, dictionary, isSameOrigin, resolve } from "../../pkg-template/face/arguments.js";

/**
 * Runs with members of the global object as a page has them.
 * @param {Record<string, unknown>} members
 * @param {() => void} body
 */
function within(members, body) {
  const before = Object.keys(members).map((name) => /** @type {const} */ ([name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  try {
    for (const [name, value] of Object.entries(members)) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
    body();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) {
        Object.defineProperty(globalThis, name, descriptor);
      } else {
        Reflect.deleteProperty(globalThis, name);
      }
    }
  }
}

test("undefined and null are an empty dictionary, primitives are none", () => {
  assert.deepEqual(dictionary(undefined), {});
  assert.deepEqual(dictionary(null), {});
  for (const init of [{ withCredentials: true }, () => {}, []]) {
    assert.equal(dictionary(init), init);
  }
  for (const init of [5, "x", true, false, 0, "", Symbol(), 5n]) {
    assert.throws(() => dictionary(init), { name: "TypeError", message: /not an object/ }, String(init));
  }
});

test("a signal may come from another realm, but must be one", () => {
  assert.equal(abortSignal(undefined), undefined);
  assert.equal(abortSignal(null), undefined);
  const { signal } = new AbortController();
  assert.equal(abortSignal(signal), signal);
  const foreign = { aborted: false, addEventListener() {}, removeEventListener() {} };
  assert.equal(abortSignal(foreign), foreign);
  for (const wrong of [5, "x", {}, new AbortController(), { aborted: false }, new EventTarget(), () => {}]) {
    assert.throws(() => abortSignal(wrong), { name: "TypeError", message: /not an AbortSignal/ });
  }
});

test("URLs are resolved against the document's base, else the worker's location", () => {
  const base = (/** @type {string} */ text) => resolve(text).href;
  within({ location: { href: "http://worker/folder/script.js" } }, () => {
    assert.equal(base("events"), "http://worker/folder/events");
    within({ document: { baseURI: "https://page/other/" } }, () => {
      assert.equal(base("events?a=1#b"), "https://page/other/events?a=1#b");
      assert.equal(base(""), "https://page/other/");
      assert.equal(base("//h/x"), "https://h/x");
      assert.equal(base("http://h"), "http://h/");
    });
  });
  assert.equal(base("http://h/x"), "http://h/x");
});

test("a URL that does not parse is a SyntaxError, a DOMException that names it", () => {
  for (const text of ["events", "http://", "http://a b/", "http://a%20b/", "https://[::1", "http://h:99999/"]) {
    assert.throws(
      () => resolve(text),
      (error) => error instanceof DOMException && error.name === "SyntaxError" && error.message.includes(`'${text}'`),
      text,
    );
  }
  assert.equal(resolve("x://a%20b/").hostname, "a%20b", "other schemes have opaque hosts");
});

test("the same origin is that of the global, and any where there is none", () => {
  const url = new URL("https://h/x");
  assert.equal(isSameOrigin(url), true);
  for (const [origin, expected] of [
    ["https://h", true],
    ["http://h", false],
    ["https://h:8443", false],
    ["https://www.h", false],
    ["null", false],
  ]) {
    within({ origin }, () => assert.equal(isSameOrigin(url), expected, String(origin)));
  }
});
