// @ts-check
/** Blocks that say `run=…`, and every page of HTML, do in the browsers what their document says. */

import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { build } from "esbuild";
import { inBrowsers } from "../e2e/browser.mjs";
import { documents, readDocument } from "./document.mjs";
import { openReader } from "./running/reader.mjs";
import { scenarios } from "./running/scenarios.mjs";
import { startServer } from "./running/server.mjs";
import { makeWorkplace } from "./workplace.mjs";

const workplace = await makeWorkplace("event-source-running-");
after(workplace.remove);

// What pages without a bundler load.
const site = join(workplace.folder, "site");
cpSync(workplace.installed, join(site, "node_modules/event-source-polyfill-wasm"), { recursive: true });
writeFileSync(join(site, "empty.html"), "<!doctype html><title>reader</title>");

const blocks = documents.flatMap((document) => readDocument(document).blocks);
const pages = blocks.filter(({ language }) => language === "html");
/** @type {Map<import("./document.mjs").Block, string>} */
const modules = new Map();
for (const block of blocks.filter(({ language, words }) => ["js", "ts"].includes(language) && !words.includes("before"))) {
  modules.set(block, workplace.write(block));
}
const running = blocks.filter(({ run }) => run !== undefined);

/** @param {import("./document.mjs").Block} block */
const pageOf = ({ document, line }) => `pages/${document.replaceAll("/", "-")}-${line}.html`;

for (const block of pages) {
  mkdirSync(join(site, "pages"), { recursive: true });
  writeFileSync(join(site, pageOf(block)), `<!doctype html><title>reader</title>\n${block.code}`);
}
// As the reader's bundler would; a worker beside the block that starts it keeps its name.
for (const block of modules.keys()) {
  if (block.run === undefined && !block.words.includes("worker")) continue;
  const path = /** @type {string} */ (modules.get(block));
  const outfile = join(site, path);
  await build({
    entryPoints: [join(workplace.folder, path)],
    outfile,
    ...{ bundle: true, format: "esm", target: "es2022", logLevel: "warning" },
  });
}

test("every scenario has a block, and every block that is to be run a scenario", () => {
  assert.deepEqual([...new Set(running.map(({ run }) => run))].sort(), Object.keys(scenarios).sort());
});

inBrowsers("documents", (_, its) => {
  for (const block of running) {
    test(`${block.document}, line ${block.line}: ${block.run}`, { timeout: 60_000 }, async (t) => {
      const server = await startServer(site);
      t.after(() => server.stop());
      /** @type {import("../e2e/browser.mjs").Tab[]} */
      const tabs = [];
      t.after(() => Promise.all(tabs.map((tab) => tab.isClosed() || tab.close())));
      await scenarios[block.run ?? ""]({
        async open(options) {
          const reader = await openReader(its.browser, `${server.origin}/empty.html`, options);
          tabs.push(reader.tab);
          return reader;
        },
        module: `/${modules.get(block)}`,
        server,
      });
    });
  }

  for (const block of pages) {
    test(`${block.document}, line ${block.line}: a page`, { timeout: 60_000 }, async (t) => {
      const server = await startServer(site);
      t.after(() => server.stop());
      const reader = await openReader(its.browser, `${server.origin}/${pageOf(block)}`);
      t.after(() => reader.tab.close());
      assert.deepEqual(await reader.shown(1), [{ n: 1 }]);
    });
  }
});
