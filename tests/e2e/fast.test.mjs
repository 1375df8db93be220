// @ts-check
/** Bursts: delivered without the platform's dispatch, yet as it would be, and in slices. */

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inBrowsers } from "./browser.mjs";
import { run, temporaryFolder } from "./child.mjs";
import { tarball } from "./consumer.mjs";
import { openPage } from "./page.mjs";
import { startServer } from "./server.mjs";

const { folder, remove } = temporaryFolder("event-source-fast-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
for (const name of ["fast", "standard"]) {
  cpSync(fileURLToPath(new URL(`./${name}/`, import.meta.url)), join(site, name), { recursive: true });
}
const server = await startServer({ page: site });

after(async () => {
  await server.stop();
  remove();
});

inBrowsers("fast", (name, its) => {
  test("window", { timeout: 180_000 }, async (t) => {
    const page = await openPage(its.browser, `${server.origin}/fast/index.html`, { ready: "window.runClaims" });
    t.after(() => page.close());
    const results = await page.tab.evaluate(() => /** @type {any} */ (window).runClaims());
    assert.ok(results.length > 25, "the claims were held");
    for (const { title, failure } of results) {
      await t.test(title, () => assert.equal(failure, null));
    }
    await page.assertSilent([/thrown by \d/]);
  });

  test("a turn of the page's does not wait for what the network brings", { timeout: 60_000 }, async (t) => {
    const page = await openPage(its.browser, `${server.origin}/fast/channels.html`, { ready: "window.channels !== undefined" });
    t.after(() => page.close());
    // WebKit's ports do.
    assert.equal(await page.tab.evaluate(() => /** @type {any} */ (window).channels), name === "webkit" ? 0 : 1);
    await page.assertSilent([]);
  });
});

test("in Node a burst is delivered, with light events, and its slices keep no process alive", { timeout: 60_000 }, async () => {
  const module = pathToFileURL(join(site, "index.js")).href;
  const program = `
    import { EventSourcePolyfill } from ${JSON.stringify(module)};
    const text = Array.from({ length: 400 }, (_, i) => "data: " + i + "\\n\\n").join("");
    const stream = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode(text)); } });
    const source = EventSourcePolyfill.fromReadableStream(stream);
    let heard = 0, turns = 0;
    const turn = () => { turns += 1; if (heard < 400) setImmediate(turn); };
    setImmediate(turn);
    source.onmessage = (event) => {
      for (const until = performance.now() + 0.5; performance.now() < until; );
      if (!(event instanceof MessageEvent) || event.target !== source) throw new Error("no event");
      if (event.data !== String(heard)) throw new Error(event.data);
      heard += 1;
    };
    process.on("exit", () => { if (heard !== 400 || turns < 5) process.exitCode = 1; });
  `;
  await run(process.execPath, ["--input-type=module", "--eval", program]);
});
