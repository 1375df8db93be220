// @ts-check
/**
 * event-source-polyfill-wasm/vue: VueUse's useEventSource with another import, and what it adds. Real
 * components in two browsers, on the packed tarball, installed as a stranger installs it. What both are
 * meant to do is claimed once and held against both.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inBrowsers } from "../e2e/browser.mjs";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { BROWSERS_OWN } from "../e2e/claim.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { openPage } from "../e2e/page.mjs";
import { root, startServer } from "../e2e/server.mjs";

const OURS = "event-source-polyfill-wasm/vue";
const THEIRS = "@vueuse/core";
/** Exact: it asks for Node 22, so under Node 20 npm would quietly take 14, which hears events otherwise. */
const VUEUSE = "15.0.0";

/** What Firefox says of its own EventSource. */
const FIREFOXS_OWN = /^uncaught: Firefox can.t establish a connection/;

const { folder, remove } = temporaryFolder("event-source-vue-");
const site = join(folder, "site");

/**
 * @param {string} place
 * @param {Record<string, string>} dependencies
 */
async function install(place, dependencies) {
  mkdirSync(place, { recursive: true });
  const manifest = { name: "consumer", private: true, type: "module", dependencies };
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: place });
}

await install(folder, {
  "event-source-polyfill-wasm": `file:${tarball}`,
  vue: "^3",
  [THEIRS]: VUEUSE,
});
for (const [from, to] of [["./page/", "page"], ["../types/vue/", "types"]]) {
  cpSync(fileURLToPath(new URL(from, import.meta.url)), join(folder, to), { recursive: true });
}

/** In the place of ./shared, and of what the claims import as it. */
const standIn = {
  name: "stand-in",
  setup(/** @type {import("esbuild").PluginBuild} */ { onResolve }) {
    const path = join(folder, "page/stand-in.mjs");
    cpSync(fileURLToPath(new URL("../react/page/stand-in.mjs", import.meta.url)), path);
    onResolve({ filter: /^\.\/shared\.js$|\/stand-in\.mjs$/ }, () => ({ path }));
  },
};

/**
 * A page of the claims.
 *
 * @param {string} name
 * @param {string} entry
 * @param {string} composable the import that a migration changes
 */
async function makePage(name, entry, composable) {
  await build({
    // Where aliases are resolved.
    absWorkingDir: folder,
    entryPoints: [join(folder, "page", entry)],
    outfile: join(site, name, "page.js"),
    alias: { composable },
    plugins: [standIn],
    // The build of Vue that warns.
    define: {
      "process.env.NODE_ENV": '"development"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    ...{ bundle: true, format: "esm", target: "es2022", logLevel: "error" },
  });
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>`;
  writeFileSync(join(site, name, "index.html"), html);
}
await makePage("vueuse", "main.mjs", THEIRS);
await makePage("ours", "main-beyond.mjs", OURS);
const server = await startServer({ page: site });

after(async () => {
  await server.stop();
  remove();
});

inBrowsers("useEventSource", (name, its) => {
  for (const [subject, atLeast] of /** @type {const} */ ([["vueuse", 20], ["ours", 70]])) {
    test(subject, { timeout: 240_000 }, async (t) => {
      const page = await openPage(its.browser, `${server.origin}/${subject}/?run=${name}-${subject}`);
      t.after(() => page.close());
      const results = await page.tab.evaluate(() => /** @type {any} */ (window).holdAll());
      assert.ok(results.length >= atLeast, "the claims were held");
      for (const { title, failure } of results) {
        await t.test(title, () => assert.equal(failure, null));
      }
      await page.assertSilent([BROWSERS_OWN, ...(subject === "vueuse" ? [FIREFOXS_OWN] : [])]);
    });
  }
});

test("on the server nothing is connected, thrown or said", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "page/server.mjs")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), { html: "<p>CONNECTING null 0</p>", connected: 0, said: [], source: null });
});

for (const [lacking, words] of /** @type {const} */ ([["no fetch, as in jsdom", []], ["none that streams", ["bodiless"]]])) {
  test(`where there is ${lacking}, it connects as the class does`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "page/no-fetch.cjs"), ...words], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), ["http://host.example/of-the-class", "http://host.example/of-the-composable"]);
  });
}

test("the types: a program of VueUse's with the import changed, and what is beyond", () => {
  const program = readFileSync(join(folder, "types/migrating.ts"), "utf8");
  assert.ok(program.includes(`"${THEIRS}"`));
  writeFileSync(join(folder, "types/migrated.ts"), program.replaceAll(`"${THEIRS}"`, `"${OURS}"`));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", join(folder, "types")], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("Vue is optional: without it the package installs alone", async () => {
  const alone = join(folder, "alone");
  await install(alone, { "event-source-polyfill-wasm": `file:${tarball}` });
  assert.ok(existsSync(join(alone, "node_modules/event-source-polyfill-wasm/esm/vue.js")));
  assert.ok(!existsSync(join(alone, "node_modules/vue")));
});
