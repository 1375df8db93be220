// @ts-check
/** One browser page of one test: opened fresh, observed, and found silent at the end. */

import assert from "node:assert/strict";
import { openTab } from "./browser.mjs";
import { installObserver } from "./observer.mjs";
import { WebKitTab } from "./webkit/tab.mjs";

/** How long a page waits for an event before the test fails. */
const PATIENCE = 10_000;

/** WebKit's hint on a busy machine, where a preloaded script runs seconds later; the others say what is never used. */
const BUSY = /was preloaded using link preload but not used within a few seconds/;

/** @typedef {import("./observer.mjs").Entry} Entry */
/** @typedef {Awaited<ReturnType<typeof openPage>>} Page */

/**
 * @param {import("./browser.mjs").Browser} browser
 * @param {string} url
 * @param {{ before?: () => void, ready?: string, size?: { width: number, height: number } }} [options]
 *   before: runs in the page before its own scripts; ready: an expression that is truthy once the page is
 */
export async function openPage(browser, url, { before, ready = "window.imported", size } = {}) {
  const tab = await openTab(browser, size);
  /** @type {string[]} */
  const lines = [];
  tab.on("console", (message) => {
    if (tab instanceof WebKitTab && BUSY.test(message.text())) return;
    if (["error", "warn", "assert"].includes(message.type())) lines.push(`${message.type()}: ${message.text()}`);
  });
  tab.on("pageerror", (error) => lines.push(`uncaught: ${error instanceof Error ? error.message : error}`));
  await tab.evaluateOnNewDocument(installObserver);
  if (before) await tab.evaluateOnNewDocument(before);
  await tab.goto(url);
  await tab.waitForFunction(ready, { timeout: PATIENCE });

  return {
    tab,
    close: () => tab.close(),

    /**
     * Constructs an event source in the page.
     *
     * @param {string} url
     * @param {object | null} [init]
     * @param {{ types?: string[], reaction?: (source: any, event: any) => void }} [options] reaction
     *   goes to the page as text
     */
    async observe(url, init, { types = [], reaction } = {}) {
      // By the driver, not by the page: its policy may forbid eval.
      const react = await tab.evaluateHandle(reaction ? `(${reaction})` : "null");
      const observed = await tab.evaluateHandle(
        (url, init, types, react) => /** @type {any} */ (window).observe(url, init, types, react),
        url,
        /** @type {any} */ (init),
        types,
        react,
      );
      return {
        /**
         * Waits for so many events of a type.
         *
         * @param {string} type
         * @param {number} [count]
         * @returns {Promise<Entry[]>} the log
         */
        until: (type, count = 1) =>
          observed.evaluate((seen, ...words) => seen.until(...words), type, count, PATIENCE),
        /** @returns {Promise<Entry[]>} */
        log: () => observed.evaluate((seen) => seen.log),
        /** @returns {Promise<number>} */
        readyState: () => observed.evaluate((seen) => seen.source.readyState),
        close: () => observed.evaluate((seen) => seen.source.close()),
      };
    },

    /**
     * Fails if the console holds an error or a warning that the test did not provoke, or if an
     * exception or a rejection was left to nobody.
     *
     * @param {RegExp[]} provoked
     */
    async assertSilent(provoked) {
      /** @type {string[]} */
      const faults = await tab.evaluate(() => /** @type {any} */ (window).faults);
      const noise = [...lines, ...faults].filter((line) => !provoked.some((pattern) => pattern.test(line)));
      assert.deepEqual(noise, [], "the console stays silent");
    },
  };
}
