// @ts-check
/**
 * event-source-polyfill-wasm/react: real components in StrictMode, in both browsers and both generations of
 * React, on the packed tarball, installed as a stranger installs it.
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

/** What the claims throw: React 18 lets the browser say it besides the boundary. */
const THROWN = /not a valid URL|cannot be sent|whose stream is shared/;

/** With the claims that there are at least. */
const GENERATIONS = /** @type {const} */ ([["18", 31], ["19", 34]]);

const here = fileURLToPath(new URL(".", import.meta.url));
const { folder, remove } = temporaryFolder("event-source-react-");
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

/** A page of the claims. @param {string} react */
async function makePage(react) {
  const place = join(folder, react);
  await install(place, {
    "event-source-polyfill-wasm": `file:${tarball}`,
    ...{ react: `^${react}`, "react-dom": `^${react}`, "@types/react": `^${react}` },
  });
  await build({
    entryPoints: [join(here, "page/main.mjs")],
    outfile: join(site, react, "page.js"),
    nodePaths: [join(place, "node_modules")],
    // The build of React that warns, and doubles effects.
    define: { "process.env.NODE_ENV": '"development"' },
    plugins: [standIn],
    ...{ bundle: true, format: "esm", target: "es2022", logLevel: "error" },
  });
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>`;
  writeFileSync(join(site, react, "index.html"), html);
}

/** @type {import("esbuild").Plugin} */
const standIn = {
  name: "stand-in",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/shared\.js$/ }, () => ({ path: join(here, "page/stand-in.mjs") }));
  },
};

for (const [react] of GENERATIONS) await makePage(react);
const server = await startServer({ page: site });

after(async () => {
  await server.stop();
  remove();
});

inBrowsers("useEventSource", (name, its) => {
  for (const [react, atLeast] of GENERATIONS) {
    test(`React ${react}`, { timeout: 240_000 }, async (t) => {
      const page = await openPage(its.browser, `${server.origin}/${react}/?run=${name}-react-${react}`);
      t.after(() => page.close());
      const results = await page.tab.evaluate(() => /** @type {any} */ (window).holdAll());
      assert.ok(results.length >= atLeast, `${results.length} claims were held`);
      for (const { title, failure } of results) {
        await t.test(title, () => assert.equal(failure, null));
      }
      await page.assertSilent([BROWSERS_OWN, ...(react === "18" ? [THROWN] : [])]);
    });
  }
});

for (const [react] of GENERATIONS) {
  test(`React ${react} on the server: nothing is connected, thrown or said`, () => {
    const program = join(folder, react, "server.mjs");
    cpSync(join(here, "page/server.mjs"), program);
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), { html: "<p>CONNECTING null 0</p>", connected: 0, said: [], source: null });
  });
}

test("what is older than React 18 is told so", async () => {
  const place = join(folder, "17");
  await install(place, { "event-source-polyfill-wasm": `file:${tarball}`, react: "^17", "react-dom": "^17" });
  const program = readFileSync(join(here, "page/server.mjs"), "utf8");
  writeFileSync(join(place, "server.mjs"), program.replace("react-dom/server", "react-dom/server.js"));
  const { stderr } = spawnSync(process.execPath, [join(place, "server.mjs")], { encoding: "utf8" });
  assert.match(stderr, /useEventSource needs React 18 or later/);
});

test("the types", () => {
  const place = join(folder, "19/types");
  cpSync(join(root, "tests/types/react"), place, { recursive: true });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", place], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("React is optional: without it the package installs alone", async () => {
  const alone = join(folder, "alone");
  await install(alone, { "event-source-polyfill-wasm": `file:${tarball}` });
  assert.ok(existsSync(join(alone, "node_modules/event-source-polyfill-wasm/esm/react.js")));
  assert.ok(!existsSync(join(alone, "node_modules/react")));
});
