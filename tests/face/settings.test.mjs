// @ts-check
/** Claim: the init dictionary is read as declared, and what cannot be is thrown by the constructor. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isStream, readSettings } from "../../pkg-template/face/settings.js";

/**
 * @param {unknown} init of any kind: pages are not type-checked
 * @param {boolean} [sameOrigin]
 */
const read = (init, sameOrigin = true) => readSettings(/** @type {any} */ (init), sameOrigin);

test("nothing given: the defaults of JavaScript, undefined where Rust has them", () => {
  assert.deepEqual(read({}), {
    withCredentials: false,
    fetch: undefined,
    method: undefined,
    body: undefined,
    heartbeatTimeout: NaN,
    lastEventIdQueryParameterName: "lastEventId",
    lastEventId: "",
    idInQuery: true,
    idInHeader: true,
    maxEventSize: undefined,
    reconnect: {
      statuses: [],
      minDelay: undefined,
      maxDelay: undefined,
      factor: undefined,
      jitter: undefined,
      maxAttempts: undefined,
    },
  });
});

describe("a TypeError", () => {
  /** @type {[unknown, RegExp][]} */
  const refused = [
    [{ Transport: class {} }, /Transport .* fetch option/],
    [{ fetch: 5 }, /fetch option/],
    [{ maxEventSize: 0 }, /maxEventSize/],
    [{ maxEventSize: "x" }, /maxEventSize/],
    [{ maxEventSize: NaN }, /maxEventSize/],
    [{ heartbeatTimeout: Symbol() }, /Symbol/],
    [{ lastEventId: Symbol() }, /Symbol/],
    // No event has such an ID, and no header takes it.
    [{ lastEventId: "a\nb" }, /lastEventId/],
    [{ lastEventId: "a\rb" }, /lastEventId/],
    [{ lastEventId: "\0" }, /lastEventId/],
    [{ lastEventId: "a\nb", lastEventIdTransport: "query" }, /lastEventId/],
    [{ lastEventIdTransport: "cookie" }, /lastEventIdTransport/],
    [{ lastEventIdTransport: null }, /lastEventIdTransport/],
    [{ reconnect: "yes" }, /reconnect option/],
    [{ reconnect: { factor: 0.5 } }, /factor/],
    [{ reconnect: { minDelay: 0 } }, /minDelay/],
    [{ reconnect: { maxDelay: -1 } }, /maxDelay/],
    [{ reconnect: { jitter: "x" } }, /jitter/],
    [{ reconnect: { jitter: -0.1 } }, /jitter/],
    [{ reconnect: { maxAttempts: -1 } }, /maxAttempts/],
    [{ reconnect: { statuses: ["x"] } }, /statuses/],
    // The platform's own, whatever it says.
    [{ method: "TRACE" }, /./],
    [{ method: "a b" }, /./],
    [{ method: Symbol() }, /./],
    [{ body: "x" }, /./],
    [{ body: "" }, /./],
    [{ body: () => "x" }, /./],
    [{ method: "GET", body: "x" }, /./],
    [{ method: "HEAD", body: () => "x" }, /./],
  ];
  for (const [init, message] of refused) {
    test(describeInit(init), () => assert.throws(() => read(init), { name: "TypeError", message }));
  }
});

test("a getter's own error passes through", () => {
  const own = new RangeError("the page's");
  for (const member of [
    ...["Transport", "withCredentials", "fetch", "method", "body", "heartbeatTimeout"],
    ...["lastEventIdTransport", "maxEventSize", "reconnect", "lastEventIdQueryParameterName", "lastEventId"],
  ]) {
    const init = {
      get [member]() {
        throw own;
      },
    };
    assert.throws(() => read(init), (error) => error === own, member);
  }
});

test("what can be, is", () => {
  /** @type {[object, object][]} */
  const accepted = [
    [{ Transport: undefined }, {}],
    [{ Transport: null }, {}],
    [{ withCredentials: 1 }, { withCredentials: true }],
    [{ withCredentials: "" }, { withCredentials: false }],
    [{ fetch }, { fetch }],
    [{ maxEventSize: 1 }, { maxEventSize: 1 }],
    [{ maxEventSize: Infinity }, { maxEventSize: Infinity }],
    [{ method: "post", body: "x" }, { method: "post", body: "x" }],
    [{ method: { toString: () => "PUT" } }, { method: "PUT" }],
    // Null is absence, of every member.
    [{ body: null }, {}],
    [{ fetch: null }, {}],
    [{ method: null }, {}],
    [{ maxEventSize: null }, {}],
    [{ reconnect: null }, {}],
    [{ reconnect: { statuses: null, minDelay: null, maxDelay: null, factor: null, jitter: null, maxAttempts: null } }, {}],
    // Of the same name in other packages.
    [{ reconnect: 5 }, {}],
    [{ lastEventId: 7 }, { lastEventId: "7" }],
    [{ lastEventId: null }, { lastEventId: "" }],
    [{ lastEventId: " é\t你\uD800" }, { lastEventId: " é\t你\uD800" }],
    [{ lastEventIdQueryParameterName: "from" }, { lastEventIdQueryParameterName: "from" }],
    [{ lastEventIdQueryParameterName: null }, { lastEventIdQueryParameterName: "lastEventId" }],
  ];
  for (const [init, expected] of accepted) {
    assert.deepEqual(read(init), { ...read({}), ...expected }, describeInit(init));
  }
});

test("any body counts as one, and is not used up by being looked at", () => {
  const form = new FormData();
  assert.equal(read({ method: "POST", body: form }).body, form);
  const stream = new ReadableStream();
  assert.equal(read({ method: "POST", body: stream }).body, stream);
  assert.equal(stream.locked, false);
  let calls = 0;
  read({ method: "POST", body: () => calls++ });
  assert.equal(calls, 0, "a function is asked by the attempt");
});

test("heartbeatTimeout as event-source-polyfill reads it, and off", () => {
  for (const [timeout, expected] of [
    [45_000, 45_000],
    ["60000", 60_000],
    ["60000ms", 60_000],
    [1.9, 1],
    [-5, -5],
    [0, 0],
    ["0", 0],
    [false, 0],
    [Infinity, 0],
    [undefined, NaN],
    [null, NaN],
    [true, NaN],
    ["x", NaN],
    [NaN, NaN],
  ]) {
    assert.equal(read({ heartbeatTimeout: timeout }).heartbeatTimeout, expected, String(timeout));
  }
});

test("lastEventIdTransport: into the query, into a header, by default there only without a preflight", () => {
  for (const [transport, sameOrigin, idInQuery, idInHeader] of [
    [undefined, true, true, true],
    [undefined, false, true, false],
    ["auto", true, true, true],
    ["auto", false, true, false],
    ["query", true, true, false],
    ["query", false, true, false],
    ["header", true, false, true],
    ["header", false, false, true],
    ["both", true, true, true],
    ["both", false, true, true],
  ]) {
    const settings = read({ lastEventIdTransport: transport }, Boolean(sameOrigin));
    assert.deepEqual([settings.idInQuery, settings.idInHeader], [idInQuery, idInHeader], `${transport} ${sameOrigin}`);
  }
});

describe("reconnect", () => {
  const byDefault = read({}).reconnect;

  test("false alone switches it off", () => {
    assert.equal(read({ reconnect: false }).reconnect, undefined);
    for (const reconnect of [undefined, true, null, {}, () => {}]) {
      assert.deepEqual(read({ reconnect }).reconnect, byDefault, String(reconnect));
    }
  });

  test("members as given, the least of each included", () => {
    const members = { minDelay: 1, maxDelay: 0, factor: 1, jitter: 0, maxAttempts: 0 };
    assert.deepEqual(read({ reconnect: members }).reconnect, { statuses: [], ...members });
  });

  test("members are converted, each once", () => {
    let conversions = 0;
    const valueOf = () => (conversions += 1) * 1_000;
    assert.deepEqual(read({ maxEventSize: "64", reconnect: { minDelay: { valueOf }, factor: 3n, statuses: ["503"] } }), {
      ...read({}),
      maxEventSize: 64,
      reconnect: { ...read({}).reconnect, minDelay: 1_000, factor: 3, statuses: [503] },
    });
    assert.equal(conversions, 1);
  });

  test("statuses: any iterable, read once", () => {
    for (const statuses of [[401, 503], new Set([401, 503]), [401, 503].values()]) {
      assert.deepEqual(read({ reconnect: { statuses } }).reconnect?.statuses, [401, 503]);
    }
  });

  test("a stream can be sent once", () => {
    const body = new ReadableStream();
    assert.equal(read({ method: "POST", body, reconnect: true }).reconnect, undefined);
    assert.throws(() => read({ method: "POST", body, reconnect: { factor: 0 } }), TypeError, "still checked");
    assert.deepEqual(read({ method: "POST", body: () => body }).reconnect, byDefault, "a function makes another one");
  });
});

test("a stream is one where there are streams", () => {
  assert.equal(isStream(new ReadableStream()), true);
  for (const body of [undefined, null, "x", {}, () => new ReadableStream()]) {
    assert.equal(isStream(body), false);
  }
  const { ReadableStream: before } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, "ReadableStream");
    assert.equal(isStream({}), false);
  } finally {
    Object.defineProperty(globalThis, "ReadableStream", { value: before, writable: true, configurable: true });
  }
});

/**
 * An init as its test is called.
 * @param {unknown} value
 * @returns {string}
 */
function describeInit(value) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return `{ ${Object.entries(value).map(([name, member]) => `${name}: ${describeInit(member)}`).join(", ")} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : Array.isArray(value) ? `[${value.map(describeInit)}]` : String(value);
}
