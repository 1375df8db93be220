// @ts-check
/**
 * The contract in Chromiums of other years: every claim, on the shipped module. What comes out otherwise
 * there is in lacking.mjs. PACKAGE_TARBALL picks the package, CHROMIUMS=71,109 the browsers.
 */

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { chapters, claims } from "../e2e/contract/claims.mjs";
import { inTime } from "../e2e/patience.mjs";
import { startServer } from "../e2e/server.mjs";
import { judge, responsesOf } from "../e2e/verdict.mjs";
import { launch, versions } from "./chromium.mjs";
import { makeClaimsPage } from "./claims.mjs";
import { lacking } from "./lacking.mjs";

/** @typedef {import("../e2e/contract/setting.mjs").Claim} Claim */

const site = temporaryFolder("event-source-old-contract-");
await makeClaimsPage(tarball, site.folder);
const server = await startServer({ page: site.folder });

after(async () => {
  await server.stop();
  site.remove();
});

test("what is lacking is of claims that there are", () => {
  assert.deepEqual(lacking.filter(({ title }) => !claims.some((claim) => claim.title === title)), []);
});

for (const version of versions) {
  describe(`Chromium ${version}`, () => {
    /** @type {Awaited<ReturnType<typeof launch>> | undefined} */
    let browser;
    after(() => browser?.close());

    /** @param {Claim} claim */
    const hold = async (claim) => {
      const stream = `${version}-${claims.indexOf(claim)}`;
      await server.script(stream, responsesOf(claim, stream, server.origin));
      const its = browser ?? (await launch(version));
      const fresh = browser === undefined;
      // Whatever goes wrong, the next claim gets a new browser: it has but one page.
      browser = undefined;
      try {
        if (fresh) {
          await inTime(its.tab.goto(server.origin), "the page loads");
          // A module has run when the page is loaded.
          assert.equal(await inTime(its.tab.evaluate("typeof hold"), "the page answers"), "function", its.tab.said.join("\n"));
        }
        const answer = its.tab.evaluate(`hold(${JSON.stringify(claim.title)}, ${JSON.stringify(stream)})`);
        const lack = lacking.find(({ title, before }) => title === claim.title && Number(version) < before);
        judge(lack ? { ...claim, expected: lack.facts } : claim, false, JSON.parse(await inTime(answer, "the claim is held")));
        browser = its;
      } finally {
        if (browser !== its) await its.close();
      }
    };

    for (const [chapter, its] of Object.entries(chapters)) {
      describe(chapter, () => {
        for (const claim of its) test(claim.title, () => hold(claim));
      });
    }
  });
}
