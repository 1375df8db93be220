// @ts-check
/** A page without all that is younger than the floor. */

import { takeAway, younger } from "./younger.mjs";

/** @param {import("../e2e/browser.mjs").Tab} tab */
export default (tab) => tab.evaluateOnNewDocument(takeAway, younger);
