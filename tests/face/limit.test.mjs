// @ts-check
/**
 * Claim: text that the engine can make no string of is not lost in silence: it fails the connection as an event
 * that is too long does, and says so, and `lastEventId` is what the page has heard.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

/** Both forms of the driver; `npm run build` makes them. */
const FORMS = ["index", "js"];

/** Of this engine, which is no more than a stand-in: a platform's string ends at half a GiB. */
const LONGEST = 4096;

const Platform = TextDecoder;
globalThis.TextDecoder = class extends Platform {
  /**
   * @param {any} [units]
   * @param {TextDecodeOptions} [options]
   */
  decode(units, options) {
    if (units && units.byteLength > LONGEST) throw new RangeError("Invalid string length");
    return super.decode(units, options);
  }
};

for (const form of FORMS) {
  for (const character of ["x", "字"]) {
    test(`${form}: a text of ${character}`, async () => {
      const { EventSourcePolyfill } = await import(new URL(`../../dist/face/entries/${form}.js`, import.meta.url).href);
      const chunks = ["id: 1\ndata: a\n\n", `id: 2\ndata: ${character.repeat(LONGEST)}\n\n`, "id: 3\ndata: b\n\n"];
      const fetch = async () => {
        const body = new ReadableStream({
          pull: (controller) => controller.enqueue(new TextEncoder().encode(chunks.shift() ?? assert.fail("read on"))),
        }, { highWaterMark: 0 });
        return new Response(body, { headers: { "content-type": "text/event-stream" } });
      };
      const source = new EventSourcePolyfill("http://h/", { fetch });
      /** @type {string[]} */
      const heard = [];
      source.onmessage = (/** @type {MessageEvent} */ event) => heard.push(event.data);
      const { reason, error, message } = await new Promise((resolve) => (source.onerror = resolve));
      assert.deepEqual(heard, ["a"]);
      assert.deepEqual([reason, error.name, message], ["limit", "RangeError", "Invalid string length. Aborting the connection."]);
      assert.deepEqual([source.readyState, source.lastEventId], [2, "1"]);
    });
  }
}
