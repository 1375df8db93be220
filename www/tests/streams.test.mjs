// @ts-check
/** What the screens' connections survive: a cut, a token's end, a refusal, an answer broken off. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../../tests/e2e/browser.mjs";
import { PROVOKED, RESIZED, by, logIn, startDemo, until, visit } from "./demo.mjs";

const LIFETIME = 10;

const demo = await startDemo();
const hasty = await startDemo(["--token-lifetime", String(LIFETIME)]);
after(() => Promise.all([demo.stop(), hasty.stop()]));

const reconnected = `Number(document.querySelector("${by("link")}")?.dataset.reconnections) > 0
  && document.querySelector("${by("link")}").dataset.state === "open"`;
const received = `Number(document.querySelector("${by("tiles")} > :last-child dd")?.textContent.replace(",", ""))`;

inBrowsers("streams", (name, its) => {
  for (const fault of ["cut", "end", "status", "restart"]) {
    test(`the dashboard goes on after: ${fault}`, { timeout: 90_000 }, async () => {
      const page = await visit(its.browser, demo.origin, "/dashboard?lang=en");
      try {
        await logIn(page, name);
        await until(page, `${received} > 10`);
        await page.tab.click(by("faults"));
        await page.tab.waitForSelector(by(`fault-${fault}`), { visible: true });
        // Not by the mouse: the menu moves while it opens.
        await page.tab.$eval(by(`fault-${fault}`), (item) => /** @type {HTMLElement} */ (item).click());
        await until(page, reconnected);
        const before = Number(await page.tab.evaluate(received));
        await until(page, `${received} > ${before}`);
        await page.assertSilent(PROVOKED);
      } finally {
        await page.close();
      }
    });
  }

  test("a token that ends is refreshed, and the stream goes on", { timeout: 90_000 }, async () => {
    const page = await visit(its.browser, hasty.origin, "/dashboard?lang=en&rate=5");
    try {
      await logIn(page, name);
      const token = () => page.tab.evaluate(() => JSON.parse(sessionStorage.getItem("session") ?? "{}").token);
      const first = await token();
      await until(page, reconnected);
      assert.notEqual(await token(), first);
      await until(page, `${received} > 5 * ${LIFETIME} * 2`);
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });

  for (const route of ["/api/events", "/api/metrics"]) {
    test(`a 401 for ${route} leads to the login, and from there back`, { timeout: 90_000 }, async () => {
      const page = await visit(its.browser, demo.origin, "/dashboard?lang=en&rate=5");
      try {
        await logIn(page, name);
        await until(page, `${received} > 0`);
        await page.tab.evaluate(async (route) => {
          const { token } = JSON.parse(sessionStorage.getItem("session") ?? "{}");
          const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
          for (const fault of [{ fault: "status", status: 401, times: 1 }, { fault: "cut" }]) {
            const body = JSON.stringify({ route, ...fault });
            const { status } = await fetch("/api/faults", { method: "POST", headers, body });
            if (status !== 202) throw new Error(`the fault was answered ${status}`);
          }
        }, route);
        await page.tab.waitForSelector(by("message"), { timeout: 30_000 });
        await logIn(page, name);
        await until(page, `${received} > 0`);
        assert.match(await page.tab.url(), /\/dashboard\?.*rate=5/);
        await page.assertSilent(PROVOKED);
      } finally {
        await page.close();
      }
    });
  }

  test("a token that the server does not know leads back to the login, and from there back", { timeout: 90_000 }, async () => {
    const page = await visit(its.browser, demo.origin, "/dashboard?lang=en&rate=5");
    try {
      await logIn(page, name);
      await until(page, `${received} > 0`);
      await page.tab.evaluate(() => {
        const session = JSON.parse(sessionStorage.getItem("session") ?? "{}");
        sessionStorage.setItem("session", JSON.stringify({ ...session, token: "unknown" }));
      });
      await page.tab.reload();
      await page.tab.waitForSelector(by("message"));
      await logIn(page, name);
      await until(page, `${received} > 0`);
      assert.match(await page.tab.url(), /\/dashboard\?.*rate=5/);
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });

  test("the stock board is fed by either implementation", { timeout: 90_000 }, async () => {
    for (const implementation of ["wasm", "original"]) {
      const page = await visit(its.browser, demo.origin, `/stocks?lang=en&rate=1000&by=${implementation}`);
      try {
        await logIn(page, name);
        await until(page, `parseFloat(document.querySelector("${by("meter-updates")}")?.textContent) > 0`);
        await until(page, `document.querySelectorAll("${by("rows")} :is(.up, .down)").length > 10`);
        await page.assertSilent([RESIZED]);
      } finally {
        await page.close();
      }
    }
  });

  test("an answer comes token by token, can be stopped, breaks off and is asked for again", { timeout: 120_000 }, async () => {
    const page = await visit(its.browser, demo.origin, "/chat?lang=en&rate=500");
    const state = (/** @type {string} */ state) =>
      `[...document.querySelectorAll("${by("turn-assistant")}")].at(-1)?.dataset.state === "${state}"`;
    const answer = () =>
      page.tab.$$eval(by("turn-assistant"), (turns) => turns.at(-1)?.querySelector(".answer")?.textContent ?? "");
    try {
      await logIn(page, name);
      await page.tab.waitForSelector(by("example"));
      await page.tab.click(by("example"));
      await until(page, state("done"));
      const whole = await answer();
      assert.ok(whole.length > 200, whole);
      assert.ok(await page.tab.$(`${by("turn-assistant")} .answer li`), "a list");
      assert.ok(await page.tab.$(`${by("turn-assistant")} .answer pre code`), "a block of code");

      await page.tab.goto(`${demo.origin}/chat?lang=en&rate=5`);
      await page.tab.waitForSelector(by("question"));
      await page.tab.type(by("question"), "And then?");
      await page.tab.keyboard.press("Enter");
      await until(page, `${state("streaming")} && [...document.querySelectorAll(".answer")].at(-1).textContent.length > 5`);
      await page.tab.click(by("stop"));
      await until(page, state("stopped"));

      await page.tab.click(by("again"));
      await until(page, `${state("streaming")} && [...document.querySelectorAll(".answer")].at(-1).textContent.length > 5`);
      await page.tab.click(by("faults"));
      await page.tab.waitForSelector(by("fault-cut"), { visible: true });
      await page.tab.$eval(by("fault-cut"), (item) => /** @type {HTMLElement} */ (item).click());
      await until(page, state("failed"));
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });
});
