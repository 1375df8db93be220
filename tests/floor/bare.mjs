// @ts-check
/**
 * A page without what is younger than the floor; but for the words that the claims themselves are
 * written in, and WebAssembly: without that another form of the package is under test.
 */

import { takeAway, younger } from "./younger.mjs";

const KEPT = ["globalThis", "WebAssembly", "WebAssembly.validate"];

/** @param {import("../e2e/browser.mjs").Tab} tab */
export default (tab) => tab.evaluateOnNewDocument(takeAway, younger.filter((name) => !KEPT.includes(name)));
