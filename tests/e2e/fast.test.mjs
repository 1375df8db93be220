// @ts-check
/** Bursts: delivered without the platform's dispatch, yet as it would be, and in slices. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
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

  test("a turn of the page's does not wait for what the network brings, nor the last event for its turn", { timeout: 60_000 }, async (t) => {
    const page = await openPage(its.browser, `${server.origin}/fast/tasks.html`, { ready: "window.found" });
    t.after(() => page.close());
    const { made, asked } = await page.tab.evaluate(() => /** @type {any} */ (window).found);
    // WebKit's ports do.
    assert.equal(made, name === "webkit" ? 0 : 1);
    // The second event waits for the turn after the first, and is heard before its own is asked for.
    assert.deepEqual(asked, [0, 0, 1]);
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
    let heard = 0, turns = 0, before = 0;
    const turn = () => { turns += 1; if (heard < 400) setImmediate(turn); };
    setImmediate(turn);
    source.onmessage = (event) => {
      for (const until = performance.now() + 0.5; performance.now() < until; );
      if (!(event instanceof MessageEvent) || event.target !== source) throw new Error("no event");
      if (event.data !== String(heard)) throw new Error(event.data);
      heard += 1;
      if (heard === 100) before = turns;
    };
    process.on("exit", () => { if (heard !== 400 || turns - before < 5) process.exitCode = 1; });
  `;
  await run(process.execPath, ["--input-type=module", "--eval", program]);
});

test("in V8 a burst runs the code that was optimized for the one before, whatever was collected meanwhile", { timeout: 60_000 }, async () => {
  const module = pathToFileURL(join(site, "node/index.js")).href;
  const program = `
    import { EventSourcePolyfill } from ${JSON.stringify(module)};
    const bytes = new TextEncoder().encode("data: x\\n\\n".repeat(50_000));
    let heard = 0;
    const listener = ({ data }) => void (heard += data.length);
    const burst = () => new Promise((resolve) => {
      const source = EventSourcePolyfill.fromReadableStream(
        new ReadableStream({ start(controller) { controller.enqueue(bytes); controller.close(); } }),
      );
      source.onmessage = listener;
      source.onerror = resolve;
    });
    // The proof that V8 tells: nobody keeps an object of this shape.
    class Gone { constructor(i) { this.x = i; this.y = "y"; } }
    let gone = Array.from({ length: 1_000 }, (_, i) => new Gone(i));
    const control = () => { for (const one of gone) heard -= one.y.length; };
    for (let i = 0; i < 100; i++) await control();
    gone = [];
    for (let i = 0; i < 4; i++) await burst();
    for (let i = 0; i < 3; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await burst();
    if (heard !== 150_000) throw new Error(heard);
  `;
  const trace = execFileSync(
    process.execPath,
    ["--expose-gc", "--trace-deopt", "--no-concurrent-recompilation", "--input-type=module", "--eval", program],
    { encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  const dropped = [...trace.matchAll(/SharedFunctionInfo ?([^>]*)>.*weak/g)].map(([, name]) => name);
  assert.deepEqual(dropped.filter((name) => name !== "control"), []);
  assert.ok(dropped.includes("control"), "V8 tells what it drops");
});
