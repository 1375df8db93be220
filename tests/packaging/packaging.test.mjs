// @ts-check
/**
 * The packaging matrix, on the packed tarball: every project of projects.mjs, in every way it is used.
 *
 * PACKAGING=core tests those that `npm test` has time for, PROJECTS=vite-8,node those projects; all
 * of them unless said. PACKAGE=original leaves event-source-polyfill 1.0.31 where ours would replace
 * it: what a row asks of ours, it does, but for what the row says it cannot.
 */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers, launch } from "../e2e/browser.mjs";
import { temporaryFolder } from "../e2e/child.mjs";
import { startServer } from "../e2e/server.mjs";
import { assertPageReceives, makeDelivery } from "./delivery.mjs";
import { install, original } from "./project.mjs";
import { projects } from "./projects.mjs";
import { assertShaken } from "./shaken.mjs";

/** @typedef {import("./projects.mjs").Way} Way */
/** @typedef {Awaited<ReturnType<typeof install>>} Installed */

const MATRIX = process.env.PACKAGING || "all";
assert.ok(["core", "all"].includes(MATRIX), "PACKAGING is core or all");
const wanted = process.env.PROJECTS?.split(",") ?? projects.map(({ name }) => name);
for (const name of wanted) assert.ok(projects.some((project) => project.name === name), `no project ${name}`);

const { folder: site, remove } = temporaryFolder("event-source-packaging-");
const server = await startServer({ page: site });
/** @type {Map<string, import("puppeteer-core").Browser>} */
const open = new Map();

before(async () => {
  for (const name of browsers) open.set(name, await launch(name));
});
after(async () => {
  await Promise.all([...open.values()].map((browser) => browser.close()));
  await server.stop();
  remove();
});

/**
 * @param {Way} way
 * @param {string} address
 */
async function visit(way, address) {
  // Where the browser is no part of the question, the first one.
  const places = way.browsers === "all" ? browsers : browsers.slice(0, 1);
  for (const name of places) {
    const browser = open.get(name);
    assert.ok(browser);
    await assertPageReceives(browser, address, await makeDelivery(server), way);
  }
}

/**
 * @param {Installed} installed
 * @param {string} project
 * @param {Way} way
 */
async function use(installed, project, way) {
  if (way.cold !== undefined) installed.forget(way.cold);
  if (way.warm !== undefined) assert.ok(existsSync(join(installed.folder, way.warm)), `${way.warm} is there`);
  for (const line of way.commands ?? []) await installed.run(line);

  if (way.page !== undefined) await visit(way, `${server.origin}/${project}/${way.page}`);
  if (way.server !== undefined) {
    const { origin, stop } = await installed.serve(way.server, { STREAMS: server.origin });
    try {
      await visit(way, new URL(way.path ?? "", origin).href);
    } finally {
      await stop();
    }
  }
  if (way.program !== undefined) {
    const delivery = await makeDelivery(server);
    await installed.run(way.program, { STREAM: delivery.url, DATA: delivery.data });
    await delivery.assertAsked(way.times);
  }
  if (way.shaken !== undefined) assertShaken(join(installed.folder, way.shaken.bundle), way.shaken.limit);
}

/** @param {Way} way */
const included = (way) => (MATRIX === "all" || way.core) && !(original && way.beyond);

for (const project of projects.filter(({ name, dropIn }) => wanted.includes(name) && (dropIn || !original))) {
  const ways = project.ways.filter(included);
  if (ways.length === 0) continue;
  describe(project.name, () => {
    /** @type {Installed} */
    let installed;
    before(async () => {
      installed = await install(project, site);
    });
    for (const way of ways) {
      test(way.name, { timeout: 240_000 }, () => use(installed, project.name, way));
    }
  });
}
