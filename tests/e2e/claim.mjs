// @ts-check
/** A claim: one test that holds in every place, a place being a browser and a way of serving. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./page.mjs";

/**
 * @typedef {object} Place filled in by `before` hooks, read when a claim runs
 * @property {string} name
 * @property {import("./browser.mjs").Browser} browser
 * @property {import("./server.mjs").Server} server
 * @property {string} origin of the page
 * @property {string} streams where the page finds streams, before their names
 * @property {boolean} original whether event-source-polyfill itself is under test
 * @property {RegExp[]} [provokes] console lines that the place itself provokes
 *
 * @typedef {object} Setting
 * @property {import("./page.mjs").Page} page
 * @property {import("./server.mjs").Server} server
 * @property {string} name a stream name of this claim's own
 * @property {string} url of that stream, same-origin
 *
 * @typedef {object} Options
 * @property {RegExp[]} [provokes] console lines that the claim provokes
 * @property {() => void} [before] runs in the page before its own scripts
 * @property {import("./departures.mjs").Departure} [departs] the row of departures.mjs by which the
 *   original must fail
 * @property {boolean} [mounted] whether the page's own component opens the stream
 */

/** The browser itself reports failed requests; nobody can switch that off. */
export const BROWSERS_OWN =
  /^error: (Failed to load resource|Cross origin requests are only supported for HTTP|Origin .* is not allowed by Access-Control-Allow-Origin)|^uncaught: Fetch API cannot load .* due to access control checks/;

let count = 0;

/**
 * @param {Place} place
 * @param {string} title
 * @param {import("./server.mjs").Response[]} responses what the stream plays
 * @param {(setting: Setting) => Promise<void>} body
 * @param {Options} [options]
 */
export function claim(place, title, responses, body, { provokes = [], before, departs, mounted = false } = {}) {
  const name = `${place.name}-${(count += 1)}`;

  const hold = async () => {
    const { browser, origin, server, streams } = place;
    await server.script(name, responses);
    const page = await openPage(browser, `${origin}/${mounted ? `?stream=${name}` : ""}`, { before });
    try {
      await body({ page, server, name, url: streams + name });
      // The original says every failure aloud.
      if (!place.original) await page.assertSilent([BROWSERS_OWN, ...(place.provokes ?? []), ...provokes]);
    } finally {
      await page.close();
    }
  };

  test(title, { timeout: 45_000 }, async () => {
    if (place.original && departs) {
      // By its own assertion, not because something else broke.
      await assert.rejects(hold, { name: "AssertionError" }, "it is not known to hold here");
    } else {
      await hold();
    }
  });
}
