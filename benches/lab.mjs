// @ts-check
/** What a run of the benchmarks has at hand. */

import { execFileSync } from "node:child_process";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { launch } from "../tests/e2e/browser.mjs";
import { root } from "../tests/e2e/server.mjs";
import { makePages } from "./pages.mjs";
import { buildServer, startServer } from "./server.mjs";

/**
 * @typedef {import("../tests/e2e/browser.mjs").Name} Name
 * @typedef {{ browsers: Name[], workloads: string[], nodeWorkloads: string[], clients: string[], kinds: string[], rounds: number, events: number }} Wishes
 * @typedef {Awaited<ReturnType<typeof openLab>>} Lab
 */

/** @param {Wishes} wishes */
export async function openLab({ browsers, ...wishes }) {
  await buildServer();
  const pages = await makePages();
  const server = await startServer(pages.folder);
  /** @type {Record<string, string>} */
  const versions = { ...pages.versions, node: process.version };

  /** @param {Name} name @returns {Promise<import("../tests/e2e/browser.mjs").Browser>} */
  async function open(name) {
    // A trial may take minutes. Nobody watches the network, as nobody does for a user: in Chromium and Firefox
    // that costs as much as reading does, so that every multiple of the floor would be too good.
    const browser = await launch(name, { protocolTimeout: 0, networkEnabled: false });
    versions[name] = await browser.version();
    return browser;
  }

  return {
    ...wishes,
    server,
    pages,

    /**
     * One browser after the other, so that none disturbs another; who takes one closes it.
     *
     * @returns {AsyncGenerator<[Name, import("../tests/e2e/browser.mjs").Browser]>}
     */
    async *browsers() {
      for (const name of browsers) yield [name, await open(name)];
    },

    /** What a reader of the results must know. */
    environment: () => ({
      date: new Date().toISOString(),
      commit: git("rev-parse", "HEAD") + (git("status", "--porcelain", "-uno") ? ", changed" : ""),
      tarball: pages.sha256,
      versions,
      system: `${platform()} ${release()}`,
      processor: `${cpus().length} × ${cpus()[0]?.model}`,
      memory: totalmem(),
      load: loadavg(),
      rounds: wishes.rounds,
    }),

    async close() {
      await server.stop();
      pages.remove();
    },
  };
}

/** @param {string[]} words */
function git(...words) {
  try {
    return execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}
