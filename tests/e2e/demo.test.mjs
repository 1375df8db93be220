// @ts-check
/** The demo as its visitor sees it: log in, watch, cut the connection, go on. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { inBrowsers } from "./browser.mjs";
import { openPage } from "./page.mjs";
import { root, startCrate } from "./server.mjs";

const dist = join(root, "www/dist");
if (!existsSync(join(dist, "index.html"))) throw new Error(`${dist} is not built yet`);
const demo = await startCrate("event-source-demo-server", ["--page", dist]);
after(() => demo.stop());

/** The browser says so itself when a connection breaks. */
const PROVOKED = [/^error: Failed to load resource/];

const by = (/** @type {string} */ id) => `[data-testid=${id}]`;

/**
 * @param {import("./page.mjs").Page} page
 * @param {string} id
 */
const text = (page, id) => page.tab.$eval(by(id), (element) => element.textContent?.trim() ?? "");

/**
 * Waits until the number that an element shows is greater than `least`.
 *
 * @param {import("./page.mjs").Page} page
 * @param {string} id
 * @param {number} least
 */
const exceeds = (page, id, least) =>
  page.tab.waitForFunction(
    (selector, least) => Number(document.querySelector(selector)?.textContent) > least,
    { timeout: 20_000 },
    by(id),
    least,
  );

inBrowsers("demo", (name, its) => {
  for (const mode of /** @type {const} */ (["library", "page"])) {
    test(`logs in, shows messages, and after a cut the ${mode} reconnects`, { timeout: 60_000 }, async () => {
      const page = await openPage(its.browser, demo.origin, { ready: `document.querySelector("${by("login")}")` });
      try {
        // A user of its own: a cut is for all streams of one, and the browsers run side by side.
        await page.tab.type(by("user"), `visitor-${name}`);
        await page.tab.type(by("password"), "demo");
        await page.tab.click(by("login"));
        await page.tab.waitForSelector(`${by("prices")} td`);
        await exceeds(page, "last-event-id", 0);
        assert.equal(await text(page, "reconnections"), "0");

        await page.tab.click(by(`mode-${mode}`));
        const before = Number(await text(page, "last-event-id"));
        await page.tab.click(by("cut"));
        await exceeds(page, "reconnections", 0);
        await exceeds(page, "last-event-id", before + 1);

        // A new source of the page's own begins without a last event ID: it may miss some.
        if (mode === "library") assert.equal(await text(page, "missed"), "0");
        assert.equal(await text(page, "state"), "open");
        await page.assertSilent(PROVOKED);
      } finally {
        await page.close();
      }
    });
  }
});
