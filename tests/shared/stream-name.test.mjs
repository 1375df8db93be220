// @ts-check
/** Claim: pages share where the stream is the same in all that says whose it is, and its name tells nobody what. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { streamName } from "../../pkg-template/sharing/stream-name.js";

const URL_OF_STREAM = "https://host.example/events?token=secret-in-url";

/** @param {any} [settings] @param {any} [headers] @param {string | null} [share] @param {string} [url] */
const name = (settings = {}, headers = {}, share = null, url = URL_OF_STREAM) =>
  streamName(url, { withCredentials: false, lastEventIdQueryParameterName: "lastEventId", ...settings }, headers, share);

const PLAIN = await name();

test("a version of the protocol, and a hash", () => {
  assert.match(PLAIN, /^event-source-polyfill\/1\/[0-9a-f]{64}$/);
});

for (const [what, other] of /** @type {[string, Promise<string>][]} */ ([
  ["another URL", name({}, {}, null, `${URL_OF_STREAM}&more`)],
  ["the other credentials mode", name({ withCredentials: true })],
  ["another method", name({ method: "POST" })],
  ["a body", name({ method: "POST", body: "a" }).then(async (one) => (one === (await name({ method: "POST" })) ? PLAIN : one))],
  ["another body", name({ method: "POST", body: "a" }).then(async (one) => (one === (await name({ method: "POST", body: "b" })) ? PLAIN : one))],
  ["a method that Fetch takes as it is written", name({ method: "patch" }).then(async (one) => (one === (await name({ method: "PATCH" })) ? PLAIN : one))],
  ["the same body of another type", name({ method: "POST", body: "a=1" }).then(async (one) => (one === (await name({ method: "POST", body: new URLSearchParams("a=1") })) ? PLAIN : one))],
  ["an empty body, which has a type", name({ method: "POST", body: "" }).then(async (one) => (one === (await name({ method: "POST" })) ? PLAIN : one))],
  ["a query that is empty", name({}, {}, null, "https://host.example/events?").then(async (one) => (one === (await name({}, {}, null, "https://host.example/events")) ? PLAIN : one))],
  ["another query parameter", name({ lastEventIdQueryParameterName: "from" })],
  ["a header", name({}, { authorization: "Bearer secret-in-header" })],
  ["another header's value", name({}, { authorization: "Bearer secret-in-header" }).then(async (one) => (one === (await name({}, { authorization: "Bearer b" })) ? PLAIN : one))],
  ["whose it is", name({}, {}, "user-42")],
])) {
  test(`${what}: another stream`, async () => assert.notEqual(await other, PLAIN));
}

for (const [what, same] of /** @type {[string, Promise<string>][]} */ ([
  ["a fragment", name({}, {}, null, `${URL_OF_STREAM}#part`)],
  ["GET, said", name({ method: "GET" })],
  ["GET, as Fetch normalizes it", name({ method: "get" })],
  ["what the page that has the connection decides: reconnection, heartbeat, where to begin", name({ reconnect: { minDelay: 1 }, heartbeatTimeout: 0, lastEventId: "7" })],
])) {
  test(`${what}: the same stream`, async () => assert.equal(await same, PLAIN));
}

test("a method goes by what is sent", async () => {
  for (const [given, sent] of [["post", "POST"], ["Put", "PUT"], ["delete", "DELETE"], ["options", "OPTIONS"], ["head", "HEAD"]]) {
    assert.equal(await name({ method: given }), await name({ method: sent }), given);
  }
});

test("a body goes by its bytes and type, whichever says it", async () => {
  const json = { "Content-Type": "application/json" };
  const [text, bytes] = ["{}", new TextEncoder().encode("{}")];
  const named = await name({ method: "POST", body: text }, json);
  for (const body of [bytes, bytes.buffer, new Blob([text]), new Blob([text], { type: "text/plain" })]) assert.equal(await name({ method: "POST", body }, json), named);
  assert.equal(await name({ method: "POST", body: new Blob([text], { type: "application/json" }) }), named);
  assert.notEqual(await name({ method: "POST", body: bytes }), named);
});

test("headers go by what is sent: their order and case do not matter, a function is named by `share`", async () => {
  assert.equal(await name({}, { "X-A": "1", "x-b": "2" }), await name({}, [["X-B", "2"], ["x-a", "1"]]));
  assert.equal(await name({}, { "X-A": " 1\t" }), await name({}, new Headers([["x-a", "1"]])));
  assert.equal(await name({}, { "X-A": "1, 2" }), await name({}, [["x-a", "1"], ["X-A", "2"]]));
  assert.notEqual(await name({}, { "X-A": "1" }), await name({}, { "X-A": "01" }));
  assert.equal(await name({}, () => ({ a: "1" }), "me"), await name({}, () => ({ a: "2" }), "me"));
  assert.notEqual(await name({}, () => ({}), "me"), await name({}, () => ({}), "you"));
});
