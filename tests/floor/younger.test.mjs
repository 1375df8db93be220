// @ts-check
/**
 * Today's browsers without what is younger than the floor: each of it taken away by itself, then all. The
 * claims are those of the old browsers; the contract runs in contract.test.mjs.
 */

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowsers, openTab } from "../e2e/browser.mjs";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { startServer } from "../e2e/server.mjs";
import { remaining, takeAway, younger } from "./younger.mjs";

/** Pages at a time: most of what a claim does is to wait. */
const LANES = 6;

const { folder, remove } = temporaryFolder("event-source-floor-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
cpSync(fileURLToPath(new URL("../old-browsers/page/claims.js", import.meta.url)), join(site, "claims.js"));
cpSync(fileURLToPath(new URL("page/index.html", import.meta.url)), join(site, "floor.html"));
const server = await startServer({ page: site });
after(async () => {
  await server.stop();
  remove();
});

inBrowsers("without what is younger than the floor", (_, its) => {
  describe("each, and all", { concurrency: LANES }, () => {
    for (const names of [[], ...younger.map((name) => [name]), younger]) {
      const title = names.length === younger.length ? "all of it" : (names[0] ?? "nothing");
      test(title, { timeout: 300_000 }, async () => {
        const tab = await openTab(its.browser);
        try {
          await tab.evaluateOnNewDocument(takeAway, names);
          await tab.goto(`${server.origin}/floor.html`);
          assert.deepEqual(await tab.evaluate(remaining, names), []);
          const results = await tab.evaluate("holdClaims(false)");
          assert.ok(results.length > 9, "the claims were held");
          assert.deepEqual(results.filter((/** @type {any} */ { failure }) => failure !== null), []);
        } finally {
          await tab.close();
        }
      });
    }
  });
});
