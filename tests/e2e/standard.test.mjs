// @ts-check
/** The standard's text, claim by claim, in windows and in each kind of worker. */

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

const { folder, remove } = temporaryFolder("event-source-standard-");
await run("tar", ["-xzf", tarball, "-C", folder]);
const site = join(folder, "package");
cpSync(fileURLToPath(new URL("./standard/", import.meta.url)), join(site, "standard"), { recursive: true });
const server = await startServer({ page: site });

after(async () => {
  await server.stop();
  remove();
});

const CONTEXTS = ["window", "dedicated worker", "shared worker", "service worker"];

/** The browsers' own words on what the claims provoke, and Firefox's on a frame that leaves. */
const PROVOKED = [BROWSERS_OWN, /Not allowed to load|URL scheme|CORS|Cross-Origin Request Blocked/];

inBrowsers("standard", (name, its) => {
  for (const context of CONTEXTS) {
    test(context, { timeout: 120_000 }, async (t) => {
      const page = await openPage(its.browser, `${server.origin}/standard/index.html`, { ready: "window.runIn" });
      t.after(() => page.close());
      const results = await page.tab.evaluate((context) => /** @type {any} */ (window).runIn(context), context);
      assert.ok(results.length > 30, "the claims were held");
      for (const { title, failure } of results) {
        await t.test(title, () => assert.equal(failure, null));
      }
      await page.assertSilent(PROVOKED);
    });
  }
});
