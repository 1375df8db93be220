// @ts-check
/** Claim: what stands in for fetch gives the text of a body as it comes, whole characters at a time. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { xhrFetch } from "../../pkg-template/platform/xhr-fetch.js";

const bytes = new TextEncoder().encode("data: 你好💬\ufffd end\n\n");

/** As jsdom has it: the text is what the bytes so far decode to. */
class XMLHttpRequest {
  constructor() {
    XMLHttpRequest.last = this;
    this.readyState = this.status = this._length = 0;
    this.statusText = this.responseURL = "";
    /** @type {any} */
    this.onreadystatechange = this.onprogress = this.onload = this.onerror = this.onabort = null;
  }

  get responseText() {
    return new TextDecoder().decode(bytes.subarray(0, this._length));
  }

  open() {}

  setRequestHeader() {}

  send() {
    this.readyState = 2;
    this.status = 200;
    this.onreadystatechange();
  }

  /** @param {number} length */
  receive(length) {
    this._length = length;
    this.readyState = 3;
    this.onprogress();
  }

  /** @type {any} */
  static last;
}

/** @type {any} */
const scope = globalThis;
beforeEach(() => (scope.XMLHttpRequest = XMLHttpRequest));
afterEach(() => delete scope.XMLHttpRequest);

test("wherever the body is cut", async () => {
  for (let size = 1; size <= bytes.length; size += 1) {
    const { signal } = new AbortController();
    const { body } = await xhrFetch("http://h/", { headers: {}, signal });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    const reading = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += decoder.decode(value);
      }
    })();
    for (let length = size; length < bytes.length + size; length += size) {
      XMLHttpRequest.last.receive(Math.min(length, bytes.length));
      await new Promise(setImmediate);
    }
    assert.equal(text, "data: 你好💬\ufffd end\n\n", `by ${size}, before the end`);
    XMLHttpRequest.last.onload();
    await reading;
  }
});

test("who reads a body has it locked, so that a refused one is left to a listener", async () => {
  const { signal } = new AbortController();
  const { body } = await xhrFetch("http://h/", { headers: {}, signal });
  assert.equal(body.locked, false);
  body.getReader();
  assert.equal(body.locked, true);
});
