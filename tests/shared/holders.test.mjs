// @ts-check
/**
 * Claim: whatever becomes of the tab that has the connection, each of the others hears each event once and
 * in order from its joining on, and no two tabs have a connection. SEED and ROUNDS replay and prolong.
 */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../e2e/browser.mjs";
import { openSharing, serve, until } from "./tabs.mjs";
import { random } from "./world.mjs";

const SEED = Number(process.env.SEED ?? 1);
const ROUNDS = Number(process.env.ROUNDS ?? 25);
const EVENTS = 10_000;
const TABS = 5;

const server = await serve();
after(() => server.stop());

/** @typedef {import("../e2e/browser.mjs").Tab} Tab */

/** What becomes of a tab. Those that give a function are there again by it. @type {Record<string, (tab: any) => Promise<void | (() => Promise<unknown>)>>} */
const ends = {
  closed: (tab) => tab.close(),
  navigated: async (tab) => {
    await tab.goto(`${server.origin}/elsewhere`);
    await tab.close();
  },
  left: (tab) => tab.evaluate("source.close()").then(() => tab.close()),
  hidden: async (tab) => {
    await tab.evaluate("look('hidden')");
    return () => tab.evaluate("look('visible')");
  },
};

/** Of Chromium alone. @type {typeof ends} */
const endsOfChromium = {
  ...ends,
  crashed: async (tab) => {
    tab.goto("chrome://crash").catch(() => {});
    await new Promise((resolve) => tab.once("error", resolve));
    await tab.close();
  },
  frozen: async (tab) => {
    const session = await tab.createCDPSession();
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    return () => session.send("Page.setWebLifecycleState", { state: "active" });
  },
};

inBrowsers("holders", (browser, its) => {
  test(`${EVENTS} events, ${ROUNDS} holders that go (SEED=${SEED})`, { timeout: 600_000 }, async (t) => {
    const next = random(SEED);
    const draw = (/** @type {any[]} */ list) => list[Math.floor(next() * list.length)];
    const possible = browser === "chromium" ? endsOfChromium : ends;
    const stream = server.stream(browser);
    /** @type {Tab[]} */
    let tabs = [];
    const open = async () => {
      const tab = await openSharing(its.browser, server.page, `${server.origin}/events/${browser}`, { reconnect: { minDelay: 10 } });
      // Those of one process crash together.
      if (browser === "chromium") /** @type {any} */ (tab).on("error", () => (tabs = tabs.filter((other) => other !== tab)));
      await until(tab, "source.readyState === 1");
      tabs.push(tab);
    };
    const happened = [];
    let away = /** @type {(() => Promise<unknown>) | undefined} */ (undefined);
    for (let round = 1; round <= ROUNDS; round += 1) {
      while (tabs.length < TABS) await open();
      if (stream.count === 0) {
        // Before the first ID nobody can say where to go on.
        stream.publish();
        for (const tab of tabs) await until(tab, "heard.length === 1");
      }
      let holder;
      while (!holder) {
        for (const tab of tabs) if (await tab.evaluate("source.holder")) holder = tab;
      }
      const last = Math.round((EVENTS * round) / ROUNDS);
      const publish = async (/** @type {number} */ to) => {
        while (stream.count < to) {
          stream.publish(Math.min(1 + Math.floor(next() * 20), to - stream.count));
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const name = draw(Object.keys(possible));
      happened.push(name);
      const middle = stream.count + Math.floor(next() * (last - stream.count));
      await publish(middle);
      tabs = tabs.filter((tab) => tab !== holder);
      const [back] = await Promise.all([possible[name](holder), publish(last)]);
      if (away) await away();
      away = undefined;
      if (back) {
        // Until the next round.
        const gone = holder;
        away = async () => {
          await back();
          tabs.push(gone);
        };
      }
      for (const tab of tabs) await until(tab, `heard.at(-1) === ${last}`);
    }
    await away?.();
    t.diagnostic(`${happened.join(", ")}; ${stream.requests.length} requests`);
    for (const tab of tabs) {
      await until(tab, `heard.at(-1) === ${EVENTS}`);
      const { heard, log } = await tab.evaluate("({ heard, log: log.filter(({ type }) => type === 'wrong ID') })");
      heard.forEach((/** @type {number} */ number, /** @type {number} */ i) => assert.equal(number, heard[0] + i));
      assert.deepEqual(log, []);
    }
    await stream.until(({ open }) => open === 1);
    for (const tab of tabs) await tab.close();
  });
});
