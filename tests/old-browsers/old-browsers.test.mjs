// @ts-check
/**
 * The package in Chromiums of other years, in every way in which it comes to a page. PACKAGE_TARBALL picks
 * the package, event-source-polyfill itself too: what it can do there proves the harness.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { tarball } from "../e2e/consumer.mjs";
import { startServer } from "../e2e/server.mjs";
import { launch, versions } from "./chromium.mjs";
import { makeSite } from "./site.mjs";

const site = await makeSite(tarball);
const server = await startServer({ page: site.folder });

after(async () => {
  await server.stop();
  site.remove();
});

/** Vite's default is browsers of the last years: older ones do not read what it writes of its own. */
const VITE_READS = 107;

/**
 * What plugin-legacy asks a browser, to find out whether it reads modules of today; and that it does not read the
 * application's, into which Vite's minifier has written `?.` and `??`: whichever comes first.
 */
const PROBES = /^warning: vite: loading legacy chunks|import\.meta\.resolve not supported|^uncaught: SyntaxError: Unexpected token '?[?.]{1,2}'?$/;

for (const version of versions) {
  describe(`Chromium ${version}`, () => {
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    before(async () => {
      browser = await launch(version);
    });
    after(() => browser?.close());

    for (const way of site.ways) {
      if (way === "/vite/" && Number(version) < VITE_READS) continue;
      test(way, { timeout: 240_000 }, async (t) => {
        const { tab } = browser;
        await tab.goto(server.origin + way);
        await tab.until("Boolean(window.EventSourcePolyfill)");
        await tab.evaluate(`new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = "/claims.js";
          script.onload = resolve;
          script.onerror = reject;
          document.head.appendChild(script);
        })`.replace("resolve;", "() => resolve();"));
        const results = await tab.evaluate(`holdClaims(${site.original})`);
        assert.ok(results.length > 7, "the claims were held");
        for (const { title, failure } of results) await t.test(title, () => assert.equal(failure, null));
        const said = tab.said.filter((line) => way !== "/vite-legacy/" || !PROBES.test(line));
        if (!site.original) assert.deepEqual(said, [], "the console stays silent");
      });
    }
  });
}
