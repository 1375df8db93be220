// @ts-check
/**
 * The contract with event-source-polyfill's users: every claim of contract/, about ours and about
 * the original, in every browser. PACKAGE_TARBALL picks the package, of either kind.
 *
 * A claim runs in the page and gives facts; here they are compared. The page is shared until a
 * claim fails, its clock stands still: see contract/clock.mjs.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { inBrowsers, openTab } from "./browser.mjs";
import { bundle } from "./bundle.mjs";
import { temporaryFolder } from "./child.mjs";
import { tarball } from "./consumer.mjs";
import { chapters, claims } from "./contract/claims.mjs";
import { departures } from "./departures.mjs";
import { inTime } from "./patience.mjs";
import { startServer } from "./server.mjs";
import { judge, responsesOf } from "./verdict.mjs";

/** @typedef {import("./contract/setting.mjs").Claim} Claim */

/**
 * What a suite that holds the same elsewhere does to each page before it is loaded: a module's default.
 *
 * @type {((tab: import("./browser.mjs").Tab) => Promise<void>) | undefined}
 */
const before = process.env.CONTRACT_BEFORE ? (await import(process.env.CONTRACT_BEFORE)).default : undefined;

const dependencies = [`file:${tarball}`, ...(process.env.PACKAGE_TARBALL ? [] : ["1.0.31"])];

const site = temporaryFolder("event-source-site-");
const packages = await Promise.all(
  dependencies.map(async (dependency, number) => ({
    path: `/${number}/`,
    original: await bundle(dependency, join(site.folder, String(number))),
  })),
);
const server = await startServer({ page: site.folder });

after(async () => {
  await server.stop();
  site.remove();
});

test("every departure is claimed, and no title twice", () => {
  const claimed = new Set(claims.flatMap(({ original }) => original?.[0] ?? []));
  assert.deepEqual([...claimed].sort(), Object.keys(departures).sort());
  assert.equal(new Set(claims.map(({ title }) => title)).size, claims.length);
});

inBrowsers("contract", (name, its) => {
  for (const { path, original } of packages) {
    describe(original ? "event-source-polyfill" : "ours", () => {
      /** @type {import("./browser.mjs").Tab | undefined} */
      let tab;
      after(() => tab?.close());

      /** @param {Claim} claim */
      const hold = async (claim) => {
        const stream = `${name}${path.replaceAll("/", "-")}${claims.indexOf(claim)}`;
        await server.script(stream, responsesOf(claim, stream, server.origin));
        if (!tab) {
          tab = await openTab(its.browser);
          await before?.(tab);
          await tab.goto(server.origin + path);
          await tab.waitForFunction("globalThis.hold", { timeout: 10_000 });
        }
        const page = tab;
        // Whatever goes wrong, the next claim gets a new page.
        tab = undefined;
        try {
          const answer = page.evaluate((title, stream) => /** @type {any} */ (window).hold(title, stream), claim.title, stream);
          judge(claim, original, JSON.parse(await inTime(answer, "the claim is held")));
          tab = page;
        } finally {
          if (tab !== page) await page.close();
        }
      };

      for (const [chapter, its] of Object.entries(chapters)) {
        describe(chapter, () => {
          for (const claim of its) {
            test(claim.title, () => hold(claim));
          }
        });
      }
    });
  }
});
