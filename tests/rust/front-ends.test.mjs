// @ts-check
/**
 * Claim: a page in Leptos and one in Yew hear the demo's back end with a token, in every browser, and after
 * a cut go on where they were. What is opened is `examples/`, built by trunk as a reader builds it.
 */

import assert from "node:assert/strict";
import { delimiter, dirname, join } from "node:path";
import { after, test } from "node:test";
import { tool } from "../../scripts/tools.mjs";
import { inBrowsers } from "../e2e/browser.mjs";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { openPage } from "../e2e/page.mjs";
import { root, startCrate } from "../e2e/server.mjs";

const EXAMPLES = ["leptos", "yew"];
/** What browsers say of a cut, and of the way in which trunk has the wasm preloaded. */
const PROVOKED = [/^error: Failed to load resource/, /^warn: .*\bpreload\b/];
const examples = join(root, "examples");
const { folder, remove } = temporaryFolder("event-source-front-ends-");
after(remove);

const trunk = await tool("trunk");
const bindgen = await tool("wasm-bindgen-cli", "wasm-bindgen");
const env = {
  ...process.env,
  // Of a version that is not the lock's trunk would download another one.
  PATH: `${dirname(bindgen)}${delimiter}${process.env.PATH}`,
  CARGO_TARGET_DIR: join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "examples"),
};
await run("cargo", ["fetch", "--locked", "--target", "wasm32-unknown-unknown"], { cwd: examples, env });

/** @type {Map<string, { origin: string, stop: () => Promise<void> }>} */
const servers = new Map();
for (const name of EXAMPLES) {
  const site = join(folder, name);
  await run(trunk, ["build", "--offline", "--locked", "--dist", site], { cwd: join(examples, name), env });
  servers.set(name, await startCrate("event-source-demo-server", ["--page", site]));
}
after(() => Promise.all([...servers.values()].map(({ stop }) => stop())));

/** Cuts the streams of a user. @param {string} origin @param {string} user */
async function cut(origin, user) {
  const post = (/** @type {string} */ path, /** @type {RequestInit} */ init) => fetch(`${origin}/api/${path}`, { method: "POST", ...init });
  const login = await post("login", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user, password: "demo" }),
  });
  const { token } = await login.json();
  const answer = await post("cut", { headers: { authorization: `Bearer ${token}` } });
  assert.ok(answer.ok, `${answer.status}`);
}

const IDS = `[...document.querySelectorAll("li")].map((item) => Number(item.dataset.id))`;
const STATUS = `document.querySelector("#status").textContent`;

inBrowsers("front ends", (_, its) => {
  for (const name of EXAMPLES) {
    test(name, { timeout: 120_000 }, async () => {
      const { origin } = /** @type {{ origin: string }} */ (servers.get(name));
      const page = await openPage(its.browser, origin, { ready: `document.querySelectorAll("li").length > 2` });
      const until = (/** @type {string} */ expression) => page.tab.waitForFunction(expression, { timeout: 30_000 });
      try {
        await until(`${STATUS} === "open"`);
        await cut(origin, name);
        await until(`${STATUS}.includes("reconnecting")`);
        const heard = await page.tab.evaluate(`Math.max(...${IDS})`);
        await until(`${STATUS} === "open" && Math.max(...${IDS}) > ${heard} + 2`);
        const ids = /** @type {number[]} */ (await page.tab.evaluate(IDS));
        assert.deepEqual(ids, ids.map((_, index) => ids[0] - index), "none is missing, none came twice");
        await page.assertSilent(PROVOKED);
      } finally {
        await page.close();
      }
    });
  }
});
