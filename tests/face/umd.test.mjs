// @ts-check
/**
 * Claim: the classic script in the original's place comes to the JavaScript form of its own version: again when it
 * could not be loaded, beside other copies and versions, and where a policy for Trusted Types takes each name once.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

/** `npm run build` makes them. @param {string} file */
const built = (file) => readFile(new URL(`../../pkg/${file}`, import.meta.url), "utf8");

const { version } = JSON.parse(await built("package.json"));
const copy = await built("src/eventsource.js");
const form = await built("event-source-polyfill.javascript.js");
/** @param {string} script of this version */
const ofAnother = (script) => script.replaceAll(version, "0.0.0-another");

const SRC = "http://h/event-source-polyfill.javascript.js";

class HTMLScriptElement {
  constructor(src = "") {
    /** @type {any} */
    this.src = src;
    this.nonce = "";
  }

  get [Symbol.toStringTag]() {
    return "HTMLScriptElement";
  }
}

/** What a policy has made; its text is the address. */
class TrustedScriptURL extends String {}

/**
 * The names of policies that a page takes, each once.
 *
 * @param {string[]} [allowed]
 */
const trustedTypes = (allowed = ["event-source-polyfill"]) => ({
  /** @param {string} name @param {{ createScriptURL: (url: string) => string }} rules */
  createPolicy(name, { createScriptURL }) {
    if (!allowed.includes(name)) throw new TypeError(`Policy with name "${name}" disallowed.`);
    allowed.splice(allowed.indexOf(name), 1);
    return { createScriptURL: (/** @type {string} */ url) => new TrustedScriptURL(createScriptURL(url)) };
  },
});

/**
 * A page that refuses WebAssembly.
 *
 * @param {Record<string, unknown>} [members] of its global object
 * @param {(string | undefined)[]} [answers] what the script elements bring, at last the form; undefined: they fail
 * @param {Promise<unknown>} [ready] not before it
 */
function makePage(members = {}, answers = [], ready = Promise.resolve()) {
  /** @type {HTMLScriptElement[]} */
  const elements = [];
  const document = {
    baseURI: "http://h/",
    currentScript: Object.assign(new HTMLScriptElement("http://h/src/eventsource.js"), { nonce: "n" }),
    addEventListener() {},
    removeEventListener() {},
    createElement: () => new HTMLScriptElement(),
    head: {
      /** @param {any} element */
      async appendChild(element) {
        elements.push(element);
        await ready;
        const answer = answers.length > 0 ? answers.shift() : form;
        if (answer === undefined) return element.onerror();
        run(answer);
        element.onload();
      },
    },
  };
  /** @type {any} */
  const globals = { document, HTMLScriptElement, fetch: async () => new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }) };
  for (const name of ["AbortController", "DOMException", "Event", "EventTarget", "Headers", "MessageChannel", "MessageEvent", "Request", "Response"]) {
    globals[name] = Reflect.get(globalThis, name);
  }
  Object.assign(globals, { ReadableStream, TextDecoder, TextEncoder, URL, performance, clearTimeout }, members);
  globals.setTimeout = (/** @type {() => void} */ due) => setTimeout(due);
  const page = createContext(globals, { codeGeneration: { wasm: false } });
  const run = (/** @type {string} */ script) => runInContext(script, page, { filename: "http://h/src/eventsource.js" });
  return {
    globals,
    run,
    sources: () => elements.map(({ src }) => src),
    elements,
    /** @param {string} script @returns {any} its class */
    runCopy(script) {
      run(script);
      return globals.EventSourcePolyfill;
    },
  };
}

/**
 * The messages of the errors before it is open, or of the first three.
 *
 * @param {any} EventSourcePolyfill
 * @returns {Promise<string[]>}
 */
async function connect(EventSourcePolyfill) {
  const source = new EventSourcePolyfill("http://h/x");
  /** @type {string[]} */
  const messages = [];
  await new Promise((resolve) => {
    source.onopen = resolve;
    source.onerror = (/** @type {any} */ { message }) => messages.push(message) < 3 || resolve(undefined);
  });
  source.close();
  return messages;
}

test("it asks again until it is there", async () => {
  const page = makePage({ trustedTypes: trustedTypes() }, [undefined, undefined]);
  const messages = await connect(page.runCopy(copy));
  assert.deepEqual(messages, Array(2).fill(`The JavaScript form could not be loaded: ${SRC}`));
  assert.deepEqual(page.elements.map(({ src, nonce }) => [src, nonce]), Array(3).fill([new TrustedScriptURL(SRC), "n"]));
});

test("the second copy has no policy, and the first one's runs the script for it", async () => {
  const names = trustedTypes();
  const { createPolicy } = names;
  let asked = 0;
  // The script comes when both have asked for a policy.
  const ready = new Promise((resolve) => {
    names.createPolicy = (...words) => {
      if ((asked += 1) === 2) resolve(undefined);
      return createPolicy(...words);
    };
  });
  const page = makePage({ trustedTypes: names }, [], ready);
  const classes = [page.runCopy(copy), page.runCopy(copy)];
  assert.deepEqual(await Promise.all(classes.map(connect)), [[], []]);
  assert.ok(page.sources().every((src) => src instanceof TrustedScriptURL));
});

test("the second copy asks again when the sources of the first are gone", async () => {
  const page = makePage({ trustedTypes: trustedTypes() }, [undefined]);
  const [first, second] = [page.runCopy(copy), page.runCopy(copy)];
  const source = new first("http://h/x");
  await new Promise((resolve) => (source.onerror = resolve));
  source.close();
  assert.deepEqual(await connect(second), []);
  assert.ok(page.sources().every((src) => src instanceof TrustedScriptURL));
});

test("what the first copy leaves makes no address that it is given", async () => {
  const page = makePage({ trustedTypes: trustedTypes() });
  await connect(page.runCopy(copy));
  /** @type {any[]} */
  const left = page.run("Object.getOwnPropertySymbols(globalThis).map((symbol) => globalThis[symbol])");
  const functions = left.filter((value) => typeof value === "function" && !/^class\b/.test(`${value}`));
  assert.equal(functions.length, 1);
  await functions[0]("http://evil/");
  assert.deepEqual(page.sources(), Array(2).fill(new TrustedScriptURL(SRC)));
});

test("where the page allows no policy it is for the page's default one to say", async () => {
  const page = makePage({ trustedTypes: trustedTypes([]) });
  assert.deepEqual([await connect(page.runCopy(copy)), page.sources()], [[], [SRC]]);
});

test("in a worker too, where what is guarded is importScripts()", async () => {
  /** @type {unknown[]} */
  const imported = [];
  const importScripts = (/** @type {unknown} */ url) => {
    imported.push(url);
    page.run(form);
  };
  const page = makePage({ importScripts, trustedTypes: trustedTypes(), document: undefined, HTMLScriptElement: undefined, location: { href: "http://h/worker.js" } });
  assert.deepEqual([await connect(page.runCopy(copy)), imported], [[], [new TrustedScriptURL(SRC)]]);
});

test("a form of another version is not its own, and stays there for whose it is", async () => {
  const page = makePage();
  page.run(ofAnother(form));
  assert.deepEqual([await connect(page.runCopy(copy)), page.sources()], [[], [SRC]]);
  assert.deepEqual([await connect(page.runCopy(ofAnother(copy))), page.sources()], [[], [SRC]]);
});

test("a file that is another version's is told, and asked for again", async () => {
  const page = makePage({}, [ofAnother(form), "/* of a proxy */"]);
  assert.deepEqual(await connect(page.runCopy(copy)), Array(2).fill("event-source-polyfill.javascript.js is not of this version"));
  assert.equal(page.sources().length, 3);
});

test("an element of the page's content that is called currentScript says nothing of the address", async () => {
  const page = makePage();
  page.globals.document.currentScript = { src: "http://evil/x.png", nonce: "" };
  assert.deepEqual([await connect(page.runCopy(copy)), page.sources()], [[], [SRC]]);
});

test("a script element of the realm that put it there says its address and its nonce", async () => {
  const page = makePage({ HTMLScriptElement: class {} });
  assert.deepEqual([await connect(page.runCopy(copy)), page.sources(), page.elements[0].nonce], [[], [SRC], "n"]);
});

test("a document that stands in for one, where there are no elements, is no matter", async () => {
  /** @type {unknown[]} */
  const imported = [];
  const importScripts = (/** @type {unknown} */ url) => {
    imported.push(url);
    page.run(form);
  };
  const page = makePage({ importScripts, document: { currentScript: { src: "http://h/stand-in.js" } }, HTMLScriptElement: undefined, location: { href: "http://h/worker.js" } });
  assert.deepEqual([await connect(page.runCopy(copy)), imported], [[], [SRC]]);
});
