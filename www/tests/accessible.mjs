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
 * Runs in the page: whatever moves is at its end at once, also what comes while axe looks. An element amid
 * its transition is of a colour that nobody is meant to read.
 */
async function rest() {
  const still = new CSSStyleSheet();
  still.replaceSync(`
    *, ::before, ::after { transition: none !important; animation: none !important; }
    [class*="-enter-"], [class*="-leave-"] { opacity: 1 !important; transform: none !important; }
  `);
  document.adoptedStyleSheets = [still];
  // Two frames: Vue takes its classes away in the second one.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}

/**
 * @param {import("../../tests/e2e/browser.mjs").Tab} tab
 * @param {string} name
 */
export async function assertAccessible(tab, name) {
  const excess = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(excess <= 0, `${name} is ${excess} px too wide`);
  await tab.evaluate(rest);
  await tab.evaluate(axe);
  const violations = await tab.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document);
    return violations.map((/** @type {any} */ { id, nodes }) => [id, ...nodes.map((/** @type {any} */ node) => node.html)]);
  });
  assert.deepEqual(violations, [], name);
}
