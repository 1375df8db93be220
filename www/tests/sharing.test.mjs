// @ts-check
/** One connection for all tabs: what the notices and the inspector say of who has it, in two tabs. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../../tests/e2e/browser.mjs";
import { PROVOKED, RESIZED, by, logIn, startDemo, until, visit } from "./demo.mjs";
import { address, inspect } from "./inspector.mjs";

const demo = await startDemo();
after(() => demo.stop());

/** @param {boolean} holder @param {number} sharers */
const sharing = (holder, sharers) => {
  const said = `document.querySelector("${by("sharing")}")?.dataset`;
  return `${said}?.holder === "${holder}" && ${said}.sharers === "${sharers}"`;
};
const received = `Number(document.querySelector("${by("last-event-id")}")?.textContent) > 0`;

inBrowsers("sharing", (name, its) => {
  test("the notices say which tab has the connection, and how many share it", { timeout: 120_000 }, async () => {
    const path = "/notifications?lang=en&by=tabs";
    const open = async () => {
      const page = await visit(its.browser, demo.origin, path);
      await logIn(page, `${name}-notices`);
      return page;
    };
    const first = await open();
    const second = await open();
    try {
      await until(first, `${sharing(true, 2)} && ${received}`);
      await until(second, `${sharing(false, 2)} && ${received}`);
      // The button opens the same page, with this tab's session.
      const opened = await first.tab.evaluate((button) => {
        let opened = [];
        window.open = (...words) => (opened = words) && null;
        /** @type {HTMLElement} */ (document.querySelector(button)).click();
        return opened;
      }, by("open-tab"));
      assert.deepEqual(opened, [`${demo.origin}${path}`]);
      await first.assertSilent(PROVOKED);
      // Another mode leaves: the other tab takes over, and misses nothing.
      await first.tab.$eval(by("mode-library"), (radio) => /** @type {HTMLElement} */ (radio.querySelector("input") ?? radio).click());
      await until(second, `${sharing(true, 1)} && document.querySelector("${by("state")}").classList.contains("open")`);
      assert.equal(await second.tab.$eval(by("missed"), ({ textContent }) => textContent), "0");
      await second.assertSilent(PROVOKED);
    } finally {
      await first.close();
      await second.close();
    }
  });

  test("the inspector's timeline has the holder, and the hand-over", { timeout: 120_000 }, async () => {
    const path = address({ url: "/api/stream?count=100000&rate=20&types=3", shared: 1 });
    const first = await inspect(its.browser, demo.origin, `${name}-inspector`, path);
    /** @type {typeof first | undefined} */
    let second;
    try {
      const holders = async (/** @type {typeof first} */ page) =>
        (await page.timeline()).filter(({ kind }) => kind === "holder").map(({ text }) => text.replace(/^\S+\s*holder\s*/, ""));
      await first.connect();
      await first.until(`${first.number("events")} > 0`);
      // In front from now on: what is behind has no frames.
      second = await inspect(its.browser, demo.origin, `${name}-inspector`, path);
      await second.connect();
      await second.until(`${second.number("events")} > 0`);
      assert.equal((await holders(first)).at(-1), "this tab · sharing: 2");
      assert.equal((await holders(second)).at(-1), "another tab · sharing: 2");
      await first.tab.$eval(by("disconnect"), (button) => /** @type {HTMLElement} */ (button).click());
      const before = Number(await second.tab.evaluate(second.number("events")));
      await second.until(`${second.number("events")} > ${before} && ${second.state("open")}`);
      assert.equal((await holders(second)).at(-1), "this tab · sharing: 1");
      assert.ok((await second.timeline()).some(({ kind, text }) => kind === "connecting" && /last event ID \d+/.test(text)));
      await second.assertSilent([RESIZED, ...PROVOKED]);
    } finally {
      await first.close();
      await second?.close();
    }
  });
});
