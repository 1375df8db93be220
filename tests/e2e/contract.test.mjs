// @ts-check
/**
 * The contract with event-source-polyfill's users: every claim of contract/, about ours and about
 * the original, in every browser. PACKAGE_TARBALL picks the package, of either kind.
 *
 * A claim runs in the page and gives facts; here they are compared. The page is shared until a
 * claim fails, its clock stands still: see contract/clock.mjs.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { inBrowsers } from "./browser.mjs";
import { bundle } from "./bundle.mjs";
import { temporaryFolder } from "./child.mjs";
import { tarball } from "./consumer.mjs";
import { chapters, claims } from "./contract/claims.mjs";
import { write } from "./contract/facts.mjs";
import { departures } from "./departures.mjs";
import { startServer } from "./server.mjs";

/** @typedef {import("./contract/setting.mjs").Claim} Claim */

/**
 * What a suite that holds the same elsewhere does to each page before it is loaded: a module's default.
 *
 * @type {((tab: import("./browser.mjs").Tab) => Promise<void>) | undefined}
 */
const before = process.env.CONTRACT_BEFORE ? (await import(process.env.CONTRACT_BEFORE)).default : undefined;

const dependencies = [`file:${tarball}`, ...(process.env.PACKAGE_TARBALL ? [] : ["1.0.31"])];

const site = temporaryFolder("event-source-site-");
const packages = await Promise.all(
  dependencies.map(async (dependency, number) => ({
    path: `/${number}/`,
    original: await bundle(dependency, join(site.folder, String(number))),
  })),
);
const server = await startServer({ page: site.folder });

after(async () => {
  await server.stop();
  site.remove();
});

test("every departure is claimed, and no title twice", () => {
  const claimed = new Set(claims.flatMap(({ original }) => original?.[0] ?? []));
  assert.deepEqual([...claimed].sort(), Object.keys(departures).sort());
  assert.equal(new Set(claims.map(({ title }) => title)).size, claims.length);
});

inBrowsers("contract", (name, its) => {
  for (const { path, original } of packages) {
    describe(original ? "event-source-polyfill" : "ours", () => {
      /** @type {import("./browser.mjs").Tab | undefined} */
      let tab;
      after(() => tab?.close());

      /** @param {Claim} claim */
      const hold = async (claim) => {
        const stream = `${name}${path.replaceAll("/", "-")}${claims.indexOf(claim)}`;
        await server.script(stream, responsesOf(claim, stream));
        if (!tab) {
          tab = await its.browser.newPage();
          await before?.(tab);
          await tab.goto(server.origin + path);
          await tab.waitForFunction("globalThis.hold", { timeout: 10_000 });
        }
        const page = tab;
        // Whatever goes wrong, the next claim gets a new page.
        tab = undefined;
        try {
          const written = await inTime(
            page.evaluate((title, stream) => /** @type {any} */ (window).hold(title, stream), claim.title, stream),
          );
          judge(claim, original, JSON.parse(written));
          tab = page;
        } finally {
          if (tab !== page) await page.close();
        }
      };

      for (const [chapter, its] of Object.entries(chapters)) {
        describe(chapter, () => {
          for (const claim of its) {
            test(claim.title, () => hold(claim));
          }
        });
      }
    });
  }
});

/** How long a claim may take. The runner's own timeout would leave its page behind. */
const PATIENCE = 30_000;

/**
 * @param {Promise<string>} answer
 * @returns {Promise<string>}
 */
async function inTime(answer) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the claim does not come to an end")), PATIENCE);
  });
  try {
    return /** @type {string} */ (await Promise.race([answer, late]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Claim} claim
 * @param {string} stream
 */
function responsesOf({ responses = [{ steps: [{ send: "data: a\n\n" }, { stall: true }] }] }, stream) {
  if (typeof responses !== "function") return responses;
  const url = `/stream/${stream}`;
  return responses({ url, elsewhere: server.origin.replace("127.0.0.1", "localhost") + url });
}

/**
 * @param {Claim} claim
 * @param {boolean} original
 * @param {{ facts?: unknown, said: string[], faults: string[], amid: string[] }} seen what nobody
 *   caught: all of it, and before the sources were closed
 */
function judge(claim, original, { facts = null, said, faults, amid }) {
  const expected = original && claim.original ? claim.original[1] : claim.expected;
  assert.deepEqual(facts, JSON.parse(write(expected)));
  if (claim.noisy) return;
  // The original leaves rejections to nobody when it closes, and says every failure aloud.
  assert.deepEqual(original ? amid : faults, [], "nothing is left uncaught");
  if (!original) assert.deepEqual(said, [], "the console stays silent");
}
