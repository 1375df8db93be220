// @ts-check
/** The demo's back end with the built page, and a visitor who has logged in. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { listen } from "../../tests/e2e/child.mjs";
import { openPage } from "../../tests/e2e/page.mjs";
import { root, startCrate } from "../../tests/e2e/server.mjs";

export const dist = join(root, "www/dist");
if (!existsSync(join(dist, "index.html"))) throw new Error(`${dist} is not built yet`);

/** What WebKit says where an observer's own change of sizes is told in the next frame; nothing is lost. */
export const RESIZED = /ResizeObserver loop completed with undelivered notifications/;

/** The browser says so itself when a connection breaks or is refused. */
export const PROVOKED = [/^error: Failed to load resource/, RESIZED];

export const by = (/** @type {string} */ id) => `[data-testid=${id}]`;

/**
 * @param {string[]} [flags]
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 */
export function startDemo(flags = []) {
  const words = ["--page", dist, ...flags];
  // One that is built already, wherever it is.
  const built = process.env.DEMO_BINARY;
  return built ? listen(built, ["--listen", "127.0.0.1:0", ...words]) : startCrate("event-source-demo-server", words);
}

/**
 * @param {import("../../tests/e2e/browser.mjs").Browser} browser
 * @param {string} origin
 * @param {string} path where to, once logged in
 * @param {{ before?: () => void, width?: number, height?: number }} [options]
 */
export function visit(browser, origin, path, { before, width = 1440, height = 900 } = {}) {
  const ready = `document.querySelector("${by("login")}")`;
  return openPage(browser, `${origin}${path}`, { before, ready, size: { width, height } });
}

/**
 * @param {import("../../tests/e2e/page.mjs").Page} page
 * @param {string} [user] faults are per user: tests side by side must not hit each other's streams
 */
export async function logIn({ tab }, user = "visitor") {
  await tab.type(by("user"), user);
  await tab.type(by("password"), "demo");
  await tab.click(by("login"));
  await tab.waitForSelector(by("logout"));
}

/**
 * Waits until what the page shows makes an expression true.
 *
 * @param {import("../../tests/e2e/page.mjs").Page} page
 * @param {string} expression
 */
export const until = ({ tab }, expression) => tab.waitForFunction(expression, { timeout: 30_000 });
