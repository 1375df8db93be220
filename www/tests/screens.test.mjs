// @ts-check
/** Every screen in both languages and themes, wide and narrow: live, accessible, fitting, silent. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inBrowsers } from "../../tests/e2e/browser.mjs";
import { LOOKS, assertAccessible } from "./accessible.mjs";
import { PROVOKED, RESIZED, by, logIn, startDemo, until, visit } from "./demo.mjs";

const demo = await startDemo();
after(() => demo.stop());

/** When a screen shows what its stream brings. */
const SCREENS = {
  notifications: `Number(document.querySelector("${by("last-event-id")}")?.textContent) > 0`,
  dashboard: `document.querySelectorAll("${by("stage")} canvas").length === 5`,
  stocks: `parseFloat(document.querySelector("${by("meter-updates")}")?.textContent) > 0
    && document.querySelectorAll("${by("rows")} [role=row]").length > 5`,
  chat: `document.querySelector("${by("example")}")`,
  inspector: `document.querySelector("main h1")`,
};

inBrowsers("screens", (_, its) => {
  for (const { lang, theme, width, height } of LOOKS) {
    test(`${lang}, ${theme}, ${width} wide`, { timeout: 240_000 }, async () => {
      const query = `lang=${lang}&theme=${theme}`;
      const page = await visit(its.browser, demo.origin, `/login?${query}`, { width, height });
      const { tab } = page;

      const check = (/** @type {string} */ name) => assertAccessible(tab, name);

      try {
        await check("login");
        await logIn(page);
        for (const [name, shown] of Object.entries(SCREENS)) {
          await tab.goto(`${demo.origin}/${name}?${query}`);
          await until(page, shown);
          assert.equal(await tab.$eval("html", (html) => html.lang), lang === "zh" ? "zh-CN" : "en");
          assert.equal(await tab.$eval("html", (html) => html.classList.contains("dark")), theme === "dark");
          await check(name);
        }
        await page.assertSilent([RESIZED]);
      } finally {
        await page.close();
      }
    });
  }

  test("what is chosen stands in the address, and a link brings it back", { timeout: 120_000 }, async () => {
    const page = await visit(its.browser, demo.origin, "/stocks?count=100&rate=1000&by=original&sort=-change&q=a&lang=en");
    try {
      await logIn(page);
      await until(page, SCREENS.stocks);
      assert.equal(await page.tab.$eval("[aria-sort=descending]", (head) => head.textContent?.trim()), "Change");

      await page.tab.select(by("lang"), "zh");
      await until(page, `document.documentElement.lang === "zh-CN" && location.search.includes("lang=zh")`);
      assert.match(await page.tab.url(), /sort=-change/);

      await page.tab.click('a[href^="/chat"]');
      await until(page, SCREENS.chat);
      assert.match(await page.tab.url(), /\/chat\?lang=zh$/);
      await page.assertSilent(PROVOKED);
    } finally {
      await page.close();
    }
  });
});
