// @ts-check
/**
 * Claim: a page in Leptos and one in Yew hear the demo's back end with a token, in every browser, and after
 * a cut go on where they were. What is opened is `examples/`, built by cargo and the pinned wasm-bindgen:
 * trunk, which a reader uses, does the same and takes longer to build than they do.
 */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { tool } from "../../scripts/tools.mjs";
import { inBrowsers } from "../e2e/browser.mjs";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { openPage } from "../e2e/page.mjs";
import { root, startCrate } from "../e2e/server.mjs";

const EXAMPLES = ["leptos", "yew"];
const TARGET = "wasm32-unknown-unknown";
const examples = join(root, "examples");
const built = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "examples");
const { folder, remove } = temporaryFolder("event-source-front-ends-");
after(remove);

await run("cargo", ["build", "--quiet", "--locked", "--target", TARGET], {
  cwd: examples,
  env: { ...process.env, CARGO_TARGET_DIR: built },
});
const bindgen = await tool("wasm-bindgen-cli", "wasm-bindgen");

/** @type {Map<string, { origin: string, stop: () => Promise<void> }>} */
const servers = new Map();
for (const name of EXAMPLES) {
  const site = join(folder, name);
  mkdirSync(site);
  const wasm = join(built, TARGET, "debug", `event-source-example-${name}.wasm`);
  await run(bindgen, [wasm, "--target", "web", "--no-typescript", "--out-dir", site, "--out-name", "page"]);
  const page = readFileSync(join(examples, name, "index.html"), "utf8");
  const start = `<script type="module">import start from "./page.js"; start();</script>`;
  assert.ok(page.includes('<link data-trunk rel="rust" />'), "trunk's link");
  writeFileSync(join(site, "index.html"), page.replace('<link data-trunk rel="rust" />', start));
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
        await page.assertSilent([/^error: Failed to load resource/]);
      } finally {
        await page.close();
      }
    });
  }
});
