// @ts-check
/** The test server, optimized, in front of which no client is slow for the server's sake. */

import { join } from "node:path";
import { listen, run } from "../tests/e2e/child.mjs";
import { root } from "../tests/e2e/server.mjs";

/** @typedef {{ events: number, length: number, bytes: number, types: string[] }} Facts */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

export const buildServer = () =>
  run("cargo", ["build", "--quiet", "--release", "--locked", "-p", "event-source-test-server"], { cwd: root });

/** @param {string} [page] folder of the page */
export async function startServer(page) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const words = ["--listen", "127.0.0.1:0", ...(page ? ["--page", page] : [])];
  const { origin, stop } = await listen(join(target, "release", "event-source-test-server"), words);
  return {
    origin,
    stop,
    /** @param {string} name @param {number} count */
    url: (name, count) => `${origin}/workload/${name}?count=${count}`,
    /** @param {string} name @param {number} count @returns {Promise<Facts>} */
    facts: async (name, count) => (await fetch(`${origin}/workload/${name}/facts?count=${count}`)).json(),
  };
}
