// @ts-check
/**
 * What a connection lives through: expired tokens, servers that are down, pages that are hidden,
 * offline or away, readers that are slow. In windows and in a worker, on a clock that stands still.
 *
 * Bugs of other packages that are pinned elsewhere:
 *
 * | bug | suite |
 * |---|---|
 * | multi-line data loses lines, a leading empty one too; values trimmed; empty messages per comment | tests/event_stream.rs, the differential suite |
 * | a BOM counts only in the first connection | tests/connection.rs: a new stream for each attempt |
 * | an id with NUL is kept | contract/messages.mjs |
 * | retry is parsed and never applied, or read as 5x | contract/reconnection.mjs |
 * | a 204, or an empty body, is retried for ever | contract/responses.mjs |
 * | a type is refused for its parameters | standard/response.js |
 * | the body that broke off leaves a rejection when closed | contract/closing.mjs |
 * | headers are a frozen copy | contract/headers.mjs |
 * | the heartbeat cannot be switched off | contract/heartbeat.mjs |
 * | one long line is read in quadratic time | tests/linear_time.rs |
 */

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowsers } from "./browser.mjs";
import { run, temporaryFolder } from "./child.mjs";
import { BROWSERS_OWN } from "./claim.mjs";
import { tarball } from "./consumer.mjs";
import { openPage } from "./page.mjs";
import { startServer } from "./server.mjs";
import { startFlood } from "./survival/flood.mjs";

const { folder, remove } = temporaryFolder("event-source-survival-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
for (const name of ["survival", "standard", "contract"]) {
  cpSync(fileURLToPath(new URL(`./${name}/`, import.meta.url)), join(site, name), { recursive: true });
}
const server = await startServer({ page: site });
const flood = await startFlood();

after(async () => {
  await server.stop();
  await flood.stop();
  remove();
});

/** What each browser says of a refusal of CORS, which one claim provokes. */
const REFUSED = /CORS policy|Cross-Origin Request Blocked|Access-Control-Allow-Origin|access control checks/;

const PAGE = `${server.origin}/survival/index.html?flood=${flood.origin}`;

inBrowsers("survival", (name, its) => {
  for (const context of ["window", "dedicated worker"]) {
    test(context, { timeout: 120_000 }, async (t) => {
      const page = await openPage(its.browser, PAGE, { ready: "window.runIn" });
      t.after(() => page.close());
      const results = await page.tab.evaluate((context) => /** @type {any} */ (window).runIn(context), context);
      assert.ok(results.length > 90, "the claims were held");
      for (const { title, failure } of results) {
        await t.test(title, () => assert.equal(failure, null));
      }
      await page.assertSilent([BROWSERS_OWN, REFUSED]);
    });
  }

  /** @returns {import("./server.mjs").Response} */
  const stream = (/** @type {string} */ text) => ({ steps: [{ send: text }, { stall: true }] });

  /**
   * Leaves the page of a source and comes back.
   *
   * @param {string} moment
   * @param {import("./server.mjs").Response} first
   * @param {string} reached what the page has seen then
   */
  const leave = async (moment, first, reached) => {
    const channel = `${name}-${moment}`;
    await server.script(channel, [first, stream("data: y\n\n")]);
    const page = await openPage(its.browser, `${server.origin}/survival/navigation.html?url=/stream/${channel}`, {
      ready: `window.seen.includes("${reached}")`,
    });
    await page.tab.goto(PAGE);
    await server.closed(channel, 1);
    // In Firefox the driver does not see that a page is there again.
    page.tab.goBack().catch(() => {});
    await page.tab.waitForFunction('window.seen?.includes("y")', { timeout: 10_000 });
    // At the first load either may come first.
    const seen = (await page.tab.evaluate(() => /** @type {any} */ (window).seen)).filter((/** @type {string} */ entry) => entry !== "pageshow false");
    const queries = (await server.requests(channel)).map(({ query }) => query);
    await page.assertSilent([]);
    await page.close();
    return { seen, queries };
  };

  test("the back/forward cache: a source that waited resumes at once", { timeout: 45_000 }, async () => {
    const { seen, queries } = await leave("waiting", { steps: [{ send: "id: 7\ndata: x\n\n" }] }, "end");
    assert.deepEqual(seen, ["open", "x", "end", "pagehide true", "pageshow true", "open", "y"]);
    assert.deepEqual(queries, [null, "lastEventId=7"]);
  });

  test("the back/forward cache: a live source goes without a word and resumes with its last event ID", { timeout: 45_000 }, async () => {
    // Firefox does not keep a page whose requests are under way when it is left.
    const kept = name !== "firefox";
    assert.deepEqual(await leave("live", stream("id: 7\ndata: x\n\n"), "x"), {
      // WebKit ends the requests first and says so to the page; then it hides it.
      seen: kept ? ["open", "x", ...(name === "webkit" ? ["network"] : []), "pagehide true", "pageshow true", "open", "y"] : ["open", "y"],
      queries: [null, kept ? "lastEventId=7" : null],
    });
  });

  test("the browser goes offline and comes back: the wait is over", { timeout: 45_000 }, async () => {
    const page = await openPage(its.browser, `${server.origin}/survival/navigation.html?url=data:,`, { ready: "window.seen.includes('content-type')" });
    const attempts = () => page.tab.evaluate("attempts");
    await page.tab.evaluate(() => {
      const scope = /** @type {any} */ (window);
      scope.attempts = 0;
      scope.far = new scope.EventSourcePolyfill("http://far.example/", {
        reconnect: { minDelay: 3_600_000 },
        fetch: async () => {
          scope.attempts += 1;
          throw new TypeError("no server");
        },
      });
      return new Promise((resolve) => scope.far.addEventListener("error", resolve, { once: true }));
    });
    await goOnline(page.tab, false);
    await page.tab.waitForFunction("!navigator.onLine");
    assert.equal(await attempts(), 1);
    await goOnline(page.tab, true);
    await page.tab.waitForFunction("attempts === 2");
    await page.close();
  });
});

/**
 * By puppeteer, where the browser has a command for it; Firefox and WebKit are told by the page itself.
 *
 * @param {import("./browser.mjs").Tab} tab
 * @param {boolean} online
 */
async function goOnline(tab, online) {
  try {
    await /** @type {any} */ (tab).setOfflineMode(!online);
  } catch (error) {
    if (!/unknown command|not a function/.test(String(error))) throw error;
    await tab.evaluate((online) => {
      Object.defineProperty(navigator, "onLine", { configurable: true, get: () => online });
      dispatchEvent(new Event(online ? "online" : "offline"));
    }, online);
  }
}
