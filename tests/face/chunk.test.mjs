// @ts-check
/**
 * Claim: a chunk that cannot be taken is a network error of its own, at whichever slice it shows, and however often
 * there is one nothing of it stays: an exception that passed over frames of the wasm would keep their stack.
 * Whatever else is a `Uint8Array` is taken.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

/** Both forms of the driver; `npm run build` makes them. */
const FORMS = ["index", "js"];

/** More than the wasm's stack has room for, if each keeps a frame. */
const MANY = 5_000;

/** @param {Uint8Array} chunk */
function transfer(chunk) {
  structuredClone(chunk.buffer, { transfer: [chunk.buffer] });
  return chunk;
}

const transferred = () => transfer(new Uint8Array(8));

const fail = () => {
  throw new TypeError("of the page");
};

/** Whose constructor takes something else. */
class Heir extends Uint8Array {
  /** @param {{ text: string }} given */
  constructor({ text }) {
    super(new TextEncoder().encode(text));
  }
}

/** Which says of itself something else. */
class Named extends Uint8Array {
  get [Symbol.toStringTag]() {
    return "Named";
  }
}

/** What is no bytes, and what looks like them. @type {[string, () => unknown][]} */
const UNFIT = [
  ["whose buffer was transferred", transferred],
  ["that is no Uint8Array", () => "data: x\n\n"],
  ["of another type", () => new Uint16Array(8)],
  ["that has its name alone", () => ({ [Symbol.toStringTag]: "Uint8Array", length: 100_000 })],
  ["that has its prototype alone", () => Object.create(Uint8Array.prototype)],
  ["whose name cannot be asked for", () => Object.defineProperty({}, Symbol.toStringTag, { get: fail })],
  ["that is a revoked proxy", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  }],
];

/**
 * A source of responses whose bodies give one chunk each.
 * @param {string} form
 * @param {() => unknown} chunk
 * @param {unknown} [status]
 */
async function connect(form, chunk, status = 200) {
  const { EventSourcePolyfill } = await import(new URL(`../../dist/face/entries/${form}.js`, import.meta.url).href);
  const headers = new Map([["content-type", "text/event-stream"]]);
  const fetch = async () => {
    const chunks = [chunk];
    const read = () => new Promise((resolve) => chunks.splice(0).forEach((chunk) => resolve({ value: chunk() })));
    return { status, headers, body: { getReader: () => ({ read }) } };
  };
  return new EventSourcePolyfill("http://h/", { fetch });
}

/** @param {any} source */
async function assertLost(source) {
  const { reason, error, willReconnect } = await new Promise((resolve) => (source.onerror = resolve));
  source.close();
  assert.deepEqual([reason, error.name, willReconnect], ["network", "TypeError", true]);
}

for (const form of FORMS) {
  for (const [what, chunk] of UNFIT) {
    test(`${form}: one ${what}`, async () => assertLost(await connect(form, chunk)));
  }

  test(`${form}: one whose buffer is transferred by who hears of its beginning`, async () => {
    const chunk = new TextEncoder().encode("data: x\n\n".repeat(20_000));
    const source = await connect(form, () => chunk);
    let count = 0;
    /** After which the microtasks have run. */
    let last = 0;
    source.onmessage = async () => {
      if (count === 0) transfer(chunk);
      count += 1;
      const own = count;
      for (let i = 0; i < 100 && own === count; i++) await undefined;
      last = own;
    };
    await assertLost(source);
    assert.ok(count > 0 && count < 20_000, `${count}`);
    assert.equal(last, count, "a task before the error");
  });

  test(`${form}: an heir of Uint8Array, of several slices`, async () => {
    const source = await connect(form, () => new Heir({ text: `data: ${"x".repeat(100_000)}\n\n` }));
    const { data } = await new Promise((resolve) => (source.onmessage = resolve));
    source.close();
    assert.equal(data.length, 100_000);
  });

  for (const [what, chunk] of /** @type {[string, (text: Uint8Array) => Uint8Array][]} */ ([
    ["an heir of Uint8Array with a name of its own", (text) => Named.from(text)],
    ["a part of a larger buffer", (text) => Buffer.concat([text, text]).subarray(text.length)],
    ["one of another realm", (text) => runInNewContext(`Uint8Array.of(${text})`)],
    ["shared memory", (text) => Object.assign(new Uint8Array(new SharedArrayBuffer(text.length)), text)],
  ])) {
    test(`${form}: ${what}`, async () => {
      const source = await connect(form, () => chunk(new TextEncoder().encode("data: x\n\n")));
      const { type, data } = await new Promise((resolve) => (source.onmessage = source.onerror = resolve));
      source.close();
      assert.deepEqual([type, data], ["message", "x"]);
    });
  }

  for (const status of [200n, Symbol("200"), { valueOf: fail }]) {
    test(`${form}: a status that is ${typeof status}`, async () => assertLost(await connect(form, transferred, status)));
  }

  test(`${form}: ${MANY} that are gone at their second slice, and one that is not`, async () => {
    const whole = new TextEncoder().encode(`data: first\n\n:${" ".repeat(40_000)}\n`);
    /** @type {Uint8Array} */
    let chunk;
    let count = 0;
    const source = await connect(form, () => (chunk = whole.slice()));
    source.onerror = () => source.reconnect();
    await new Promise((resolve) => {
      source.onmessage = () => {
        count += 1;
        if (count > MANY) resolve(undefined);
        else transfer(chunk);
      };
    });
    assert.equal(source.readyState, 1);
    source.close();
  });
}
