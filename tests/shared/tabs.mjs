// @ts-check
/** Tabs of one browser that share, the server of their stream, and the package that they load. */

import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openTab } from "../e2e/browser.mjs";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { startServer } from "./server.mjs";

/** ms that a tab has for what it is to hear. */
export const PATIENCE = 60_000;

/** ms between two looks. */
const PACE = 20;

/** What the suites serve. */
export async function serve() {
  const { folder, remove } = temporaryFolder("event-source-shared-");
  await run("tar", ["-xzf", tarball, "-C", folder]);
  cpSync(fileURLToPath(new URL("./page/", import.meta.url)), join(folder, "page"), { recursive: true });
  const server = await startServer({ package: join(folder, "package"), page: join(folder, "page") });
  return {
    ...server,
    page: `${server.origin}/page/index.html`,
    async stop() {
      await server.stop();
      remove();
    },
  };
}

/**
 * @param {import("../e2e/browser.mjs").Browser} browser
 * @param {string} page
 */
export async function openPage(browser, page) {
  const tab = await openTab(browser);
  await tab.goto(page);
  await until(tab, "window.imported");
  return tab;
}

/**
 * A tab with a source.
 *
 * @param {import("../e2e/browser.mjs").Browser} browser
 * @param {string} page
 * @param {string} url
 * @param {object} [init]
 */
export async function openSharing(browser, page, url, init = {}) {
  const tab = await openPage(browser, page);
  await tab.evaluate((url, init) => void /** @type {any} */ (window).start(url, init), url, init);
  return tab;
}

/**
 * Asked from here: in a tab that is not in front neither frames nor timers come as they should.
 *
 * @param {import("../e2e/browser.mjs").Tab} tab
 * @param {string} condition
 */
export async function until(tab, condition) {
  const last = Date.now() + PATIENCE;
  // Amid a navigation there is nobody to ask.
  while (!(await tab.evaluate(`Boolean(${condition})`).catch(() => false))) {
    if (Date.now() > last) {
      throw new Error(`It never came to ${condition}: ${await tab.evaluate("JSON.stringify({ log, heard: heard.slice(-3), readyState: source.readyState })")}`);
    }
    await sleep(PACE);
  }
}
