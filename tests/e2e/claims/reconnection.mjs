// @ts-check
/** What happens when a connection is lost, and when a page does not want it back. */

import assert from "node:assert/strict";
import { claim } from "../claim.mjs";
import { header } from "../server.mjs";

/** @param {import("../claim.mjs").Place} place */
export function reconnection(place) {
  claim(
    place,
    "a cut is followed by a reconnection with the last event ID",
    [{ steps: [] }],
    async ({ page, server, name }) => {
      // From another origin: Vite's proxy would swallow the cut. Any header of the source's own
      // would ask for a preflight, which the script does not allow.
      const headers = await allow(page);
      await server.script(name, [
        // The gate, because an error drops what the page has not read yet.
        { headers, steps: [{ send: "id: 7 é\ndata: a\n\n" }, { gate: "seen" }, { cut: true }] },
        { headers, steps: [{ send: "id: 8\ndata: b\n\n" }, { stall: true }] },
      ]);
      const source = await page.observe(`${server.origin}/stream/${name}?room=1`);
      await source.until("message");
      await server.openGate(name, "seen");
      const log = await source.until("message", 2);
      assert.deepEqual(
        log.map(({ type, readyState }) => [type, readyState]),
        [["open", 1], ["message", 1], ["error", 0], ["open", 1], ["message", 1]],
      );
      const [first, second] = await server.requests(name, 2);
      assert.equal(first.query, "room=1");
      assert.equal(second.method, "GET");
      const query = new URLSearchParams(second.query ?? "");
      assert.deepEqual([query.get("room"), query.get("lastEventId")], ["1", "7 é"]);
    },
  );

  claim(
    place,
    "a same-origin reconnection carries the Last-Event-ID header",
    [{ steps: [{ send: "id: 7 é\ndata: a\n\n" }] }, { steps: [{ send: "data: b\n\n" }, { stall: true }] }],
    async ({ page, server, name, url }) => {
      const source = await page.observe(url);
      await source.until("message", 2);
      const [first, second] = await server.requests(name, 2);
      assert.equal(header(first, "last-event-id"), undefined);
      // The record holds a character for each byte; the bytes are UTF-8.
      const decode = (/** @type {string} */ bytes) => Buffer.from(bytes, "latin1").toString();
      const id = decode(header(second, "last-event-id") ?? "");
      // What is UTF-8 already WebKit's fetch encodes once more.
      assert.equal(place.name.startsWith("webkit") ? decode(id) : id, "7 é");
    },
    { departs: "Last-Event-ID" },
  );

  claim(
    place,
    "a request that fails is tried again",
    [{ steps: [] }],
    async ({ page, server, name }) => {
      // What CORS forbids is a network error to the page. A refused connection would not do:
      // Firefox tries again by itself and says nothing.
      await server.script(name, [
        { steps: [] },
        { headers: await allow(page), steps: [{ send: "data: a\n\n" }, { stall: true }] },
      ]);
      const source = await page.observe(`${server.origin}/stream/${name}`);
      const log = await source.until("message");
      assert.deepEqual(log.map(({ type }) => type), ["error", "open", "message"]);
      assert.equal(log[0].readyState, 0);
    },
    { provokes: [/CORS|Cross-Origin Request Blocked/] },
  );

  claim(
    place,
    "a stalled stream is given up after heartbeatTimeout and opened again",
    [
      { steps: [{ send: "id: 1\ndata: a\n\n" }, { stall: true }] },
      { steps: [{ send: "data: b\n\n" }, { stall: true }] },
    ],
    async ({ page, server, name, url }) => {
      const source = await page.observe(url, { heartbeatTimeout: 1000 });
      const log = await source.until("message", 2);
      assert.deepEqual(
        log.map(({ type, readyState }) => [type, readyState]),
        [["open", 1], ["message", 1], ["error", 0], ["open", 1], ["message", 1]],
      );
      await server.closed(name, 1);
      const [, second] = await server.requests(name, 2);
      assert.equal(second.query, "lastEventId=1");
    },
  );

  claim(
    place,
    "close() in onerror amid the backoff prevents the next request",
    [{ steps: [{ send: "data: a\n\n" }] }],
    async ({ page, server, name, url }) => {
      const source = await page.observe(url, {}, {
        reaction: (source, event) => {
          if (event.type === "error") source.close();
        },
      });
      await source.until("error");

      // Another source that loses its connection later: by its second reconnection the first
      // one's would be long over.
      await server.script(`${name}-clock`, [{ steps: [{ send: "data: a\n\n" }] }]);
      const clock = await page.observe(`${url}-clock`);
      await server.requests(`${name}-clock`, 3);
      await clock.close();

      assert.equal((await server.requests(name)).length, 1);
      assert.deepEqual((await source.log()).map(({ type }) => type), ["open", "message", "error"]);
      assert.equal(await source.readyState(), 2);
    },
  );
}

/**
 * The headers of an event stream that the page may read from another origin.
 *
 * @param {import("../page.mjs").Page} page
 * @returns {Promise<[string, string][]>}
 */
async function allow(page) {
  return [
    ["content-type", "text/event-stream"],
    ["access-control-allow-origin", new URL(await page.tab.url()).origin],
  ];
}
