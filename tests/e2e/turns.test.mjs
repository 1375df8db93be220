// @ts-check
/**
 * Between two events the page has its turn, and `lastEventId` is what it has heard: the same programs on
 * the browser's own EventSource and on ours, and pages that stop in the middle of a delivery.
 */

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowsers } from "./browser.mjs";
import { run, temporaryFolder } from "./child.mjs";
import { tarball } from "./consumer.mjs";
import { openPage } from "./page.mjs";
import { startServer } from "./server.mjs";

const { folder, remove } = temporaryFolder("event-source-turns-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
for (const name of ["turns", "standard"]) {
  cpSync(fileURLToPath(new URL(`./${name}/`, import.meta.url)), join(site, name), { recursive: true });
}
const server = await startServer({ page: site });

after(async () => {
  await server.stop();
  remove();
});

/** What Firefox says of its own EventSource when a stream ends. */
const FIREFOXS_OWN = /^uncaught: (Firefox can.t establish a connection|The connection to .* was interrupted)/;

const ENDED = /^uncaught: Fetch API cannot load .*\/stream\/webkit-away\S* due to access control checks/;

inBrowsers("turns", (name, its) => {
  test("window", { timeout: 240_000 }, async (t) => {
    const page = await openPage(its.browser, `${server.origin}/turns/index.html`, { ready: "window.runClaims" });
    t.after(() => page.close());
    const results = await page.tab.evaluate(() => /** @type {any} */ (window).runClaims());
    assert.ok(results.length > 210, "the claims were held");
    for (const { title, failure } of results) {
      await t.test(title, () => assert.equal(failure, null));
    }
    await page.assertSilent([FIREFOXS_OWN]);
  });

  test("the page is left amid a delivery and comes back from the back/forward cache: each once", { timeout: 60_000 }, async (t) => {
    const end = 2_000;
    const channel = `${name}-away`;
    await server.script(channel, [{ numbered: { end, every: 1, seed: 1, faults: [] } }]);
    const page = await openPage(its.browser, `${server.origin}/turns/away.html?url=/stream/${channel}`, { ready: "window.heard?.length > 100" });
    t.after(() => page.close());
    // What is under way then is lost in WebKit one time in three.
    for (const heard of [100, 400, 700, 1_000]) {
      await page.tab.waitForFunction(`window.heard?.length > ${heard}`, { timeout: 30_000 });
      await page.tab.goto(`${server.origin}/turns/other.html`);
      await page.tab.waitForFunction("window.other");
      // In Firefox the driver does not see that a page is there again; and it is loaded anew.
      page.tab.goBack().catch(() => {});
    }
    await page.tab.waitForFunction(`window.heard?.length >= ${end}`, { timeout: 30_000 });
    assert.deepEqual(await page.tab.evaluate("heard"), Array.from({ length: end }, (_, i) => i + 1));
    // Firefox does not keep a page whose requests are under way when it is left: there it is another one.
    assert.equal(await page.tab.evaluate("kept"), name !== "firefox");
    // A visit may be over before it has heard anything; in Firefox each begins anew.
    const asked = (await server.requests(channel)).map(({ query }) => Number(new URLSearchParams(query ?? "").get("lastEventId")));
    assert.ok(asked.length <= 5 && asked.every((id, i) => i === 0 || id >= asked[i - 1]), `one request a visit: ${asked}`);
    // WebKit says so of a request that it ends for a page that is left before the answer.
    await page.assertSilent(name === "webkit" ? [ENDED] : []);
  });
});
