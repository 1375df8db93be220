// @ts-check
/** One page of the reader's: what reader.d.ts declares, and what became of it. */

import { openTab } from "../../e2e/browser.mjs";

/** How long a page waits for what a block does; attempts are a second apart and more. */
const PATIENCE = 20_000;

/** Runs in the page, before its own scripts. */
function prepare() {
  /** @type {any} */
  const scope = globalThis;
  scope.shown = [];
  scope.token = "old";
  scope.question = "why";
  scope.show = (/** @type {unknown[]} */ ...values) => scope.shown.push(values[0]);
  scope.notify = scope.show;
  scope.fetchToken = async (/** @type {{ refresh: boolean } | undefined} */ how) => (how?.refresh ? "new" : "old");
}

/** As prepare(), where no token is refused. */
function renew() {
  Object.assign(globalThis, { token: "new" });
}

/**
 * @param {import("../../e2e/browser.mjs").Browser} browser
 * @param {string} url
 * @param {{ renewed?: boolean }} [options] renewed: the token is good
 */
export async function openReader(browser, url, { renewed = true } = {}) {
  const tab = await openTab(browser);
  await tab.evaluateOnNewDocument(prepare);
  if (renewed) await tab.evaluateOnNewDocument(renew);
  await tab.goto(url);
  return {
    tab,

    /**
     * Imports a block.
     *
     * @param {string} module
     */
    import: (module) => tab.evaluate((module) => void import(module), module),

    /**
     * What the block has shown, once it is so much.
     *
     * @param {number} count
     * @returns {Promise<unknown[]>}
     */
    async shown(count) {
      // A tab in the background has no frames to look at each of.
      const how = { timeout: PATIENCE, polling: 50 };
      await tab.waitForFunction((count) => /** @type {any} */ (globalThis).shown.length >= count, how, count);
      return tab.evaluate("shown");
    },
  };
}
