// @ts-check
/**
 * Claim: a rule that the face has because the wasm is not there yet is the rule that Rust has:
 * tests/rules.rs has the same table.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isLocal, tellPage } from "../../pkg-template/face/page.js";
import { requestHeaders, send } from "../../pkg-template/face/request.js";
import { readSettings } from "../../pkg-template/face/settings.js";

const rules = JSON.parse(readFileSync(new URL("../rules.json", import.meta.url), "utf8"));

/**
 * @param {string} rule
 * @param {(row: any) => void} check
 */
const table = (rule, check) =>
  test(rule, () => {
    assert.ok(rules[rule].length > 0);
    for (const row of rules[rule]) check(row);
  });

table("headers", ({ given, lastEventId, sent }) => {
  const headers = Object.entries(requestHeaders(given, lastEventId)).map(([name, value]) => [name.toLowerCase(), value]);
  assert.deepEqual(Object.fromEntries(headers), sent);
});

table("transports", ({ transport, sameOrigin, query, header }) => {
  const { idInQuery, idInHeader } = readSettings({ lastEventIdTransport: transport }, sameOrigin);
  assert.deepEqual([idInQuery, idInHeader], [query, header], `${transport}, ${sameOrigin}`);
});

table("hosts", ({ hostname, local }) => {
  assert.equal(isLocal(/** @type {any} */ ({ hostname })), local, hostname);
});

table("pages", ({ onLine, local, pauses, hidden, ...said }) => {
  const { navigator, document } = /** @type {any} */ (globalThis);
  try {
    const globals = { navigator: { onLine }, document: { visibilityState: hidden ? "hidden" : "visible" } };
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    const page = (/** @type {boolean} */ online, /** @type {number} */ presence) => assert.deepEqual({ online, presence }, said);
    const url = new URL(local ? "http://localhost/" : "http://elsewhere.example/");
    const active = tellPage({ page }, { url, pauseWhenHidden: pauses });
    assert.equal(active, said.presence > 0);
  } finally {
    Object.assign(globalThis, { navigator, document });
  }
});

table("urls", ({ url, credentials }) => {
  const fetch = /** @type {any} */ (() => "sent");
  const request = () => send({ fetch, withCredentials: false }, url, {}, undefined);
  if (credentials) assert.throws(request, TypeError);
  else assert.equal(request(), "sent");
});
