// @ts-check
/** What ends a source for good: the page, or a response that is no event stream. */

import assert from "node:assert/strict";
import { claim } from "../claim.mjs";

/** @param {import("../claim.mjs").Place} place */
export function closing(place) {
  claim(
    place,
    "close() in a handler: no event after it, and the server sees the client leave",
    [{ steps: [{ send: "data: a\n\ndata: b\n\ndata: c\n\n" }, { stall: true }] }],
    async ({ page, server, name, url }) => {
      const source = await page.observe(url, {}, {
        reaction: (source, event) => {
          if (event.type === "message") source.close();
        },
      });
      await source.until("message");
      await server.closed(name, 1);
      assert.deepEqual((await source.log()).map(({ type, data }) => [type, data]), [["open", undefined], ["message", "a"]]);
      assert.equal(await source.readyState(), 2);
    },
  );

  claim(
    place,
    "close() before the response: no event, and the server sees the client leave",
    [{ hold: "never" }],
    async ({ page, server, name, url }) => {
      const source = await page.observe(url);
      await server.requests(name, 1);
      await source.close();
      await server.closed(name, 1);
      assert.deepEqual(await source.log(), []);
      assert.equal(await source.readyState(), 2);
    },
  );

  /** @type {[string, import("../server.mjs").Response, number][]} */
  const refusals = [
    ["401 closes for good", { status: 401, headers: [["content-type", "text/event-stream"]] }, 401],
    ["500 closes for good", { status: 500, headers: [["content-type", "text/event-stream"]] }, 500],
    ["204 closes for good", { status: 204, headers: [["content-type", "text/event-stream"]] }, 204],
    [
      "another content type closes for good",
      { headers: [["content-type", "text/html"]], steps: [{ send: "data: a\n\n" }, { stall: true }] },
      200,
    ],
  ];
  for (const [title, response, status] of refusals) {
    claim(place, title, [response], async ({ page, server, name, url }) => {
      const source = await page.observe(url);
      await source.until("error");
      await server.closed(name, 1);
      assert.deepEqual((await source.log()).map(({ type, readyState, status }) => ({ type, readyState, status })), [
        { type: "error", readyState: 2, status },
      ]);
      assert.equal((await server.requests(name)).length, 1);
    });
  }
}
