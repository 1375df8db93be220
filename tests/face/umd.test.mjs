// @ts-check
/**
 * Claim: the classic script in the original's place asks for the JavaScript form again when it could not be
 * loaded, also where a policy for Trusted Types takes each name once.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

/** `npm run build` makes them. @param {string} file */
const built = (file) => readFile(new URL(`../../pkg/${file}`, import.meta.url), "utf8");

/** A page that refuses WebAssembly, and whose first two script elements fail. */
async function makePage() {
  const names = new Set();
  /** @type {any[]} */
  const elements = [];
  const form = await built("event-source-polyfill.javascript.js");
  const trustedTypes = {
    /** @param {string} name @param {object} rules */
    createPolicy(name, rules) {
      if (names.has(name)) throw new TypeError(`Policy with name "${name}" already exists.`);
      names.add(name);
      return rules;
    },
  };
  const document = {
    baseURI: "http://h/",
    currentScript: { src: "http://h/src/eventsource.js", nonce: "n" },
    addEventListener() {},
    removeEventListener() {},
    createElement: () => ({}),
    head: {
      /** @param {any} element */
      async appendChild(element) {
        elements.push(element);
        await undefined;
        if (elements.length < 3) return element.onerror();
        runInContext(form, page);
        element.onload();
      },
    },
  };
  /** @type {any} */
  const globals = { document, trustedTypes, fetch: async () => new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }) };
  for (const name of ["AbortController", "DOMException", "Event", "EventTarget", "Headers", "MessageChannel", "MessageEvent", "Request", "Response"]) {
    globals[name] = Reflect.get(globalThis, name);
  }
  Object.assign(globals, { ReadableStream, TextDecoder, TextEncoder, URL, performance, clearTimeout });
  globals.setTimeout = (/** @type {() => void} */ due) => setTimeout(due);
  const page = createContext(globals, { codeGeneration: { wasm: false } });
  runInContext(await built("src/eventsource.js"), page);
  return { elements, EventSourcePolyfill: globals.EventSourcePolyfill };
}

test("until it is there", async () => {
  const { elements, EventSourcePolyfill } = await makePage();
  const source = new EventSourcePolyfill("http://h/x");
  /** @type {string[]} */
  const messages = [];
  source.onerror = (/** @type {any} */ { message }) => messages.push(message);
  await new Promise((resolve) => {
    source.onopen = resolve;
    source.addEventListener("error", () => messages.length < 3 || resolve(undefined));
  });
  source.close();
  const src = "http://h/event-source-polyfill.javascript.js";
  assert.deepEqual(messages, Array(2).fill(`The JavaScript form could not be loaded: ${src}`));
  assert.deepEqual(elements.map(({ src, nonce }) => [src, nonce]), Array(3).fill([src, "n"]));
});
