// @ts-check
/** What arrives: at the server, and from it. */

import assert from "node:assert/strict";
import { claim } from "../claim.mjs";
import { header } from "../server.mjs";

const AUTHORIZATION = { Authorization: "Bearer secret" };

/**
 * A script of the page's own: of one that the driver evaluates, Chromium tells the window no more than
 * "Script error." The page's policy must allow it.
 */
export const THROWER = 'function thrower() { throw new Error("thrown on purpose"); }';

/** @param {import("../claim.mjs").Place} place */
export function delivery(place) {
  claim(
    place,
    "the bearer header reaches the server, with Accept: text/event-stream",
    [{ steps: [{ send: "data: a\n\n" }, { stall: true }] }],
    async ({ page, server, name, url }) => {
      const source = await page.observe(url, { headers: AUTHORIZATION });
      await source.until("message");
      const [request] = await server.requests(name, 1);
      assert.equal(request.method, "GET");
      assert.equal(request.query, null);
      assert.equal(header(request, "authorization"), "Bearer secret");
      assert.equal(header(request, "accept"), "text/event-stream");
    },
  );

  claim(
    place,
    "events arrive in order with their data, ids and states",
    [
      { steps: [{ send: "id: 1\ndata: a\n\nevent: tick\ndata: b\ndata: c\n\n: comment\nid: 2\r\ndata:d\r\n\r\n" }] },
      { steps: [{ stall: true }] },
    ],
    async ({ page, url }) => {
      const source = await page.observe(url, {}, { types: ["tick"] });
      const log = await source.until("error");
      assert.deepEqual(
        log.map(({ type, readyState, data, lastEventId }) => ({ type, readyState, data, lastEventId })),
        [
          { type: "open", readyState: 1, data: undefined, lastEventId: undefined },
          { type: "message", readyState: 1, data: "a", lastEventId: "1" },
          { type: "tick", readyState: 1, data: "b\nc", lastEventId: "1" },
          { type: "message", readyState: 1, data: "d", lastEventId: "2" },
          { type: "error", readyState: 0, data: undefined, lastEventId: undefined },
        ],
      );
      assert.equal(log[0].status, 200);
    },
  );

  claim(
    place,
    "one byte at a time, characters of many bytes arrive intact",
    [{ steps: [{ drip: "id: ☃\ndata: 你好 🌊\n\ndata: é\n\n" }, { stall: true }] }],
    async ({ page, url }) => {
      const source = await page.observe(url);
      const [, first, second] = await source.until("message", 2);
      assert.deepEqual([first.data, first.lastEventId], ["你好 🌊", "☃"]);
      assert.equal(second.data, "é");
    },
  );

  claim(
    place,
    "withCredentials decides about cookies for another origin",
    [{ steps: [] }],
    async ({ page, server, name }) => {
      const origin = new URL(await page.tab.url()).origin;
      /** @type {[string, string][]} */
      const allow = [
        ["access-control-allow-origin", origin],
        ["access-control-allow-credentials", "true"],
      ];
      const headers = /** @type {typeof allow} */ ([["content-type", "text/event-stream"], ...allow]);
      await page.tab.evaluate("document.cookie = 'session=1'");

      for (const withCredentials of [true, false]) {
        const stream = `${name}-${withCredentials}`;
        await server.script(stream, [{ headers, steps: [{ send: "data: a\n\n" }, { stall: true }] }], {
          headers: [...allow, ["access-control-allow-headers", "authorization"]],
        });
        const source = await page.observe(`${server.origin}/stream/${stream}`, {
          headers: AUTHORIZATION,
          withCredentials,
        });
        await source.until("message");
        const [preflight, request] = await server.requests(stream, 2);
        assert.equal(preflight.method, "OPTIONS");
        assert.equal(header(request, "authorization"), "Bearer secret");
        assert.equal(header(request, "cookie"), withCredentials ? "session=1" : undefined);
      }
    },
  );

  claim(
    place,
    "a redirect is followed",
    [{ steps: [] }],
    async ({ page, server, name, url }) => {
      await server.script(name, [{ status: 307, headers: [["location", `${url}-target`]] }]);
      await server.script(`${name}-target`, [{ steps: [{ send: "data: there\n\n" }, { stall: true }] }]);
      const source = await page.observe(url, { headers: AUTHORIZATION });
      const [, message] = await source.until("message");
      assert.equal(message.data, "there");
      const [request] = await server.requests(`${name}-target`, 1);
      assert.equal(header(request, "authorization"), "Bearer secret");
    },
  );

  claim(
    place,
    "a callback that throws stops neither the others nor the stream",
    [{ steps: [{ send: "data: a\n\ndata: b\n\n" }, { stall: true }] }],
    async ({ page, url }) => {
      await page.tab.addScriptTag({ content: THROWER });
      const heard = await page.tab.evaluate(async (url) => {
        const { imported, thrower } = /** @type {any} */ (window);
        const source = new imported.EventSourcePolyfill(url);
        /** @type {string[]} */
        const heard = [];
        const reported = new Promise((resolve) => window.addEventListener("error", resolve, { once: true }));
        source.addEventListener("message", thrower);
        const second = new Promise((resolve) => {
          source.addEventListener("message", (/** @type {MessageEvent} */ event) => {
            heard.push(event.data);
            if (event.data === "b") resolve(null);
          });
        });
        const { message } = /** @type {ErrorEvent} */ (await reported);
        await second;
        return [...heard, message, source.readyState];
      }, url);
      assert.deepEqual(heard.slice(0, 2), ["a", "b"]);
      assert.match(String(heard[2]), /thrown on purpose/);
      assert.equal(heard[3], 1);
    },
    { provokes: [/thrown on purpose/] },
  );

  claim(
    place,
    "a Vue component renders what arrives",
    [{ steps: [{ send: 'id: 1\ndata: {"text":"a"}\n\n' }, { gate: "shown" }, { send: 'id: 2\ndata: {"text":"b"}\n\n' }, { stall: true }] }],
    async ({ page, server, name }) => {
      const items = "[data-testid=message]";
      const shown = async (/** @type {number} */ count) => {
        const enough = (/** @type {string} */ items, /** @type {number} */ count) => document.querySelectorAll(items).length >= count;
        await page.tab.waitForFunction(enough, { timeout: 10_000 }, items, count);
        return page.tab.$$eval(items, (all) => all.map((/** @type {Element} */ item) => item.textContent));
      };
      assert.deepEqual(await shown(1), ["1 a"]);
      await server.openGate(name, "shown");
      assert.deepEqual(await shown(2), ["1 a", "2 b"]);
      assert.equal(await page.tab.$eval("[data-testid=status]", (status) => status.textContent), "open");
      const [request] = await server.requests(name, 1);
      assert.equal(header(request, "authorization"), "Bearer vue-token");
    },
    { mounted: true },
  );
}
