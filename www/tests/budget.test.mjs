// @ts-check
/** How much JavaScript each route of the built page loads. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { dist } from "./demo.mjs";

/** @type {Record<string, { file: string, imports?: string[] }>} */
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

/** @param {string} path */
const key = (path) => {
  const found = Object.keys(manifest).find((name) => name.endsWith(path));
  assert.ok(found, `${path} is in the manifest`);
  return found;
};

/**
 * gzip'd bytes of the chunks and all that they import.
 *
 * @param {string[]} names
 */
function weigh(names) {
  /** @type {Set<string>} */
  const seen = new Set();
  const add = (/** @type {string} */ name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of manifest[name]?.imports ?? []) add(next);
  };
  names.forEach(add);
  const files = new Set([...seen].map((name) => manifest[name]?.file ?? ""));
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);
}

const FIRST = ["index.html", "src/pages/LoginPage.vue", "src/locales/zh.ts", "element-plus/es/locale/lang/zh-cn.mjs"];
const SHELL = [...FIRST, "src/pages/AppShell.vue"];

/** KiB. */
const BUDGETS = [
  { route: "/login", chunks: FIRST, budget: 120 },
  { route: "/notifications", chunks: [...SHELL, "src/pages/NotificationsPage.vue"], budget: 190 },
  { route: "/dashboard", chunks: [...SHELL, "src/pages/DashboardPage.vue"], budget: 400 },
  { route: "/stocks", chunks: [...SHELL, "src/pages/StocksPage.vue"], budget: 220 },
  { route: "/chat", chunks: [...SHELL, "src/pages/ChatPage.vue"], budget: 260 },
  // Its plots, loaded after it, bring what the dashboard has.
  { route: "/inspector", chunks: [...SHELL, "src/pages/InspectorPage.vue"], budget: 230 },
];

for (const { route, chunks, budget } of BUDGETS) {
  test(`${route} loads at most ${budget} KiB of JavaScript, gzip'd`, (t) => {
    const size = weigh(chunks.map(key)) / 1024;
    t.diagnostic(`${route}: ${size.toFixed(1)} KiB`);
    assert.ok(size <= budget, `${size.toFixed(1)} KiB`);
  });
}
