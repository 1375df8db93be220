// @ts-check
/** One connection for all tabs: what the notices and the inspector say of who has it, in two tabs. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../../tests/e2e/browser.mjs";
import { startServer } from "../../tests/e2e/server.mjs";
import { PROVOKED, RESIZED, by, logIn, startDemo, until, visit } from "./demo.mjs";
import { address, inspect } from "./inspector.mjs";

const demo = await startDemo();
const foreign = await startServer();
after(() => Promise.all([demo.stop(), foreign.stop()]));

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

  test("tabs of the inspector with other tokens, or other values of headers, have connections of their own", { timeout: 120_000 }, async () => {
    const stream = `${name}-rights`;
    /** @type {[string, string][]} */
    const headers = [["content-type", "text/event-stream"], ["access-control-allow-origin", "*"], ["access-control-allow-headers", "authorization, x-tenant"]];
    const answer = { headers, steps: [{ send: "data: hello\n\n" }, { stall: true }] };
    await foreign.script(stream, [answer, answer, answer], { headers });
    const path = address({ url: `${foreign.origin}/stream/${stream}`, auth: "token", headers: "X-Tenant", shared: 1 });
    /** @type {Awaited<ReturnType<typeof inspect>>[]} */
    const tabs = [];
    try {
      for (const [token, tenant] of [["one", "a"], ["two", "a"], ["two", "b"]]) {
        const page = await inspect(its.browser, demo.origin, stream, path);
        tabs.push(page);
        await page.options();
        await page.tab.type(by("token"), token);
        await page.tab.type(by("header-value-0"), tenant);
        await page.connect();
        await page.until(`${page.state("open")} && ${page.number("events")} > 0 || document.querySelector("${by("timeline")} [data-kind=holder]")?.textContent.includes("another tab")`);
        assert.doesNotMatch((await page.timeline()).map(({ text }) => text).join("\n"), /another tab/, `${token} ${tenant}`);
      }
      const sent = (await foreign.requests(stream, 3)).map(({ headers }) => Object.fromEntries(headers)).filter(({ authorization }) => authorization);
      assert.deepEqual(sent.map((headers) => [headers.authorization, headers["x-tenant"]]), [["Bearer one", "a"], ["Bearer two", "a"], ["Bearer two", "b"]]);
    } finally {
      for (const page of tabs) await page.close();
    }
  });
});
