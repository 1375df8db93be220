// @ts-check
/** The classic script: globals instead of imports, on a page that knows no bundler. */

import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowsers } from "./browser.mjs";
import { run, temporaryFolder } from "./child.mjs";
import { claim } from "./claim.mjs";
import { tarball } from "./consumer.mjs";
import { header, startServer } from "./server.mjs";

const { folder, remove } = temporaryFolder("event-source-classic-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const unpacked = join(folder, "package");
const original = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")).name === "event-source-polyfill";
// The original keeps its script elsewhere, under another name.
if (original) copyFileSync(join(unpacked, "src/eventsource.js"), join(unpacked, "event-source-polyfill.js"));
copyFileSync(fileURLToPath(new URL("./classic/index.html", import.meta.url)), join(unpacked, "index.html"));
const server = await startServer({ page: unpacked });

after(async () => {
  await server.stop();
  remove();
});

inBrowsers("classic", (name, its) => {
  const place = {
    name: `${name}-classic`,
    origin: server.origin,
    streams: "/stream/",
    server,
    original,
    get browser() {
      return its.browser;
    },
  };

  claim(place, "the script sets the globals and leaves the native class alone", [{}], async ({ page }) => {
    const facts = await page.tab.evaluate(() => {
      const { before, EventSource, EventSourcePolyfill, NativeEventSource } = /** @type {any} */ (window);
      return [before !== undefined, EventSource === before, NativeEventSource === before, EventSourcePolyfill.OPEN];
    });
    assert.deepEqual(facts, [true, true, true, 1]);
  });

  claim(
    place,
    "where there is no native class the script takes its place",
    [{}],
    async ({ page }) => {
      const facts = await page.tab.evaluate(() => {
        const { EventSource, EventSourcePolyfill, NativeEventSource } = /** @type {any} */ (window);
        return [typeof EventSource, EventSource === EventSourcePolyfill, typeof NativeEventSource];
      });
      assert.deepEqual(facts, ["function", true, "undefined"]);
    },
    { before: () => delete (/** @type {any} */ (window).EventSource) },
  );

  claim(
    place,
    "a message arrives, asked for with a bearer token",
    [{ steps: [{ send: "id: 1\ndata: a\n\n" }, { stall: true }] }],
    async ({ page, url, name }) => {
      const source = await page.observe(url, { headers: { Authorization: "Bearer secret" } });
      const [, message] = await source.until("message");
      assert.deepEqual([message.data, message.lastEventId], ["a", "1"]);
      const [request] = await server.requests(name, 1);
      assert.equal(header(request, "authorization"), "Bearer secret");
    },
  );
});
