// @ts-check
/** What every screen must be in every look: no wider than the window, and without a violation that axe finds. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const LOOKS = [
  { lang: "en", theme: "light", width: 1440, height: 900 },
  { lang: "zh", theme: "dark", width: 1440, height: 900 },
  { lang: "zh", theme: "light", width: 390, height: 844 },
  { lang: "en", theme: "dark", width: 390, height: 844 },
];

/**
 * @param {import("../../tests/e2e/browser.mjs").Tab} tab
 * @param {string} name
 */
export async function assertAccessible(tab, name) {
  const excess = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(excess <= 0, `${name} is ${excess} px too wide`);
  await tab.evaluate(axe);
  const violations = await tab.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document);
    return violations.map((/** @type {any} */ { id, nodes }) => [id, ...nodes.map((/** @type {any} */ node) => node.html)]);
  });
  assert.deepEqual(violations, [], name);
}
