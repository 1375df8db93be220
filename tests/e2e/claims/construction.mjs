// @ts-check
/** What the package exports, and what its constructor does before it returns. */

import assert from "node:assert/strict";
import { BROWSERS_OWN, claim } from "../claim.mjs";

const STREAM = [{ steps: [{ send: "data: a\n\n" }, { stall: /** @type {const} */ (true) }] }];

/** @param {import("../claim.mjs").Place} place */
export function construction(place) {
  claim(place, "the exports are the original's", STREAM, async ({ page }) => {
    const facts = await page.tab.evaluate(() => {
      const { imported, EventSource } = /** @type {any} */ (window);
      const { EventSourcePolyfill, NativeEventSource } = imported;
      return [
        NativeEventSource === EventSource,
        imported.EventSource === EventSource,
        EventSourcePolyfill !== EventSource,
        ...["CONNECTING", "OPEN", "CLOSED"].map((state) => EventSourcePolyfill[state]),
        ...["CONNECTING", "OPEN", "CLOSED"].map((state) => EventSourcePolyfill.prototype[state]),
      ];
    });
    assert.deepEqual(facts, [true, true, true, 0, 1, 2, 0, 1, 2]);
  });

  claim(place, "null is as good as no options", STREAM, async ({ page, url }) => {
    const source = await page.observe(url, null);
    const [open, message] = await source.until("message");
    assert.deepEqual([open.type, message.data], ["open", "a"]);
  });

  claim(
    place,
    "the request is sent before the constructor returns",
    STREAM,
    async ({ page, url }) => {
      const calls = await page.tab.evaluate((url) => {
        const { imported, calls } = /** @type {any} */ (window);
        const before = calls.length;
        new imported.EventSourcePolyfill(url);
        return calls.slice(before);
      }, url);
      assert.equal(calls.length, 1);
      assert.ok(calls[0].endsWith(url), calls[0]);
    },
    {
      // Before the package is imported: the original keeps the fetch that it finds then.
      before: () => {
        const page = /** @type {any} */ (window);
        const native = page.fetch;
        page.calls = [];
        /** @this {any} */
        page.fetch = function (/** @type {any[]} */ ...words) {
          page.calls.push(String(words[0]?.url ?? words[0]));
          return native.apply(this, words);
        };
      },
    },
  );

  claim(place, "fetch is looked up at each attempt", STREAM, async ({ page, url }) => {
    const calls = await page.tab.evaluate((url) => {
      const native = window.fetch;
      let calls = 0;
      window.fetch = (...words) => {
        calls += 1;
        return native(...words);
      };
      new /** @type {any} */ (window).imported.EventSourcePolyfill(url);
      return calls;
    }, url);
    assert.equal(calls, 1);
  }, { departs: "fetch" });

  /** @type {[string, string, object, string[], import("../departures.mjs").Departure][]} */
  const mistakes = [
    ["a URL that does not parse throws a SyntaxError", "http://[", {}, ["DOMException", "SyntaxError"], "URL"],
    [
      "a header name with a line break throws a TypeError",
      "/api/stream/none",
      { headers: { "X-A\nX-B": "1" } },
      ["TypeError", "TypeError"],
      "headers that cannot be",
    ],
  ];
  for (const [title, url, init, thrown, departs] of mistakes) {
    claim(place, title, STREAM, async ({ page }) => {
      const error = await page.tab.evaluate(
        (url, init) => {
          try {
            new /** @type {any} */ (window).imported.EventSourcePolyfill(url, init).close();
            return null;
          } catch (error) {
            const { constructor, name } = /** @type {Error} */ (error);
            return [constructor.name, name];
          }
        },
        url,
        init,
      );
      assert.deepEqual(error, thrown);
    }, { departs });
  }

  claim(place, "the URL is resolved against the page", STREAM, async ({ page, url }) => {
    const resolved = await page.tab.evaluate((url) => {
      const source = new /** @type {any} */ (window).imported.EventSourcePolyfill(url);
      return source.url === new URL(url, location.href).href;
    }, url);
    assert.equal(resolved, true);
  }, { departs: "attributes" });

  claim(place, "the source is an EventTarget and its events are real", STREAM, async ({ page, url }) => {
    const facts = await page.tab.evaluate(async (url) => {
      const source = new /** @type {any} */ (window).imported.EventSourcePolyfill(url);
      /** @type {any} */
      const event = await new Promise((resolve) => source.addEventListener("message", resolve, { once: true }));
      return [source instanceof EventTarget, event instanceof MessageEvent, event.origin === location.origin];
    }, url);
    assert.deepEqual(facts, [true, true, true]);
  }, { departs: "Event" });

  claim(place, "a failure leaves the console silent", [{ status: 401 }], async ({ page, url }) => {
    const source = await page.observe(url);
    await source.until("error");
    await page.assertSilent([BROWSERS_OWN, ...(place.provokes ?? [])]);
  }, { departs: "console" });
}
