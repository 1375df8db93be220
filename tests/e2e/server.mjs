// @ts-check
/** The scripted server (tests/server) and what a test says to it. */

import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { listen, run } from "./child.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * @typedef {{ send: string } | { hex: string } | { drip: string } | { pause: number } | { gate: string }
 *   | { stall: true } | { cut: true } | { reset: true } | { cutAfter: number }} Step
 * @typedef {{ end: number, every: number, seed: number, faults: string[] }} Numbered tests/server/src/numbered.rs
 * @typedef {{ status?: number, headers?: [string, string][], steps?: Step[], hold?: string, refuse?: boolean,
 *   gzip?: boolean, numbered?: Numbered }} Response
 * @typedef {{ method: string, path: string, query: string | null, headers: [string, string][], body: string }} Request
 * @typedef {Awaited<ReturnType<typeof startServer>>} Server
 */

/**
 * Builds a server of the workspace and starts it on a free port.
 *
 * @param {string} crate
 * @param {string[]} words
 */
export async function startCrate(crate, words) {
  await run("cargo", ["build", "--quiet", "-p", crate], { cwd: root });
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  return listen(join(target, "debug", crate), ["--listen", "127.0.0.1:0", ...words]);
}

/**
 * @param {{ page?: string }} [options] page: a folder of static files to serve as well
 */
export async function startServer({ page } = {}) {
  const { origin, stop } = await startCrate("event-source-test-server", page ? ["--page", page] : []);

  /**
   * @param {string} path
   * @param {RequestInit} [init]
   */
  const ask = async (path, init) => {
    const answer = await fetch(origin + path, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };

  return {
    origin,
    stop,

    /**
     * The nth request to /stream/{name} plays the nth response, the last one repeats.
     *
     * @param {string} name
     * @param {Response[]} responses
     * @param {{ headers: [string, string][] }} [preflight]
     * @param {string} [authorize] the `Authorization` without which a request gets 401
     * @returns {Promise<void>}
     */
    script: (name, responses, preflight, authorize) =>
      ask(`/script/${name}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ responses, preflight, authorize }),
      }),

    /**
     * The recorded requests, once there are so many.
     *
     * @param {string} name
     * @param {number} [atLeast]
     * @returns {Promise<Request[]>}
     */
    requests: (name, atLeast = 0) => ask(`/requests/${name}?atLeast=${atLeast}`),

    /**
     * Lets the script go on after its step `{ gate }`.
     *
     * @param {string} name
     * @param {string} gate
     * @returns {Promise<void>}
     */
    openGate: (name, gate) => ask(`/gate/${name}/${gate}`, { method: "POST" }),

    /**
     * How many responses have ended or were dropped by the client, once so many have.
     *
     * @param {string} name
     * @param {number} atLeast
     * @returns {Promise<number>}
     */
    closed: async (name, atLeast) => (await ask(`/closed/${name}?atLeast=${atLeast}`)).closed,

    /**
     * Breaks every connection and listens again after a pause; until then it is refused to connect.
     *
     * @param {number} pause ms
     * @returns {Promise<void>}
     */
    restart: (pause) => ask(`/restart?pause=${pause}`, { method: "POST" }),
  };
}

/**
 * @param {Request} request
 * @param {string} name in lower case
 */
export function header(request, name) {
  return request.headers.find(([key]) => key === name)?.[1];
}
