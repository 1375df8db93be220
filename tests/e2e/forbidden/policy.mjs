// @ts-check
/** A server before another one: adds a Content-Security-Policy and remembers what was asked for. */

import { createServer, request } from "node:http";

/** @typedef {Awaited<ReturnType<typeof startPolicy>>} Policy */

/** What the browser itself says where a policy forbids WebAssembly; nobody can switch that off. */
export const FORBIDDEN = /WebAssembly|wasm-eval|wasm-unsafe-eval/;

/**
 * @param {string} upstream origin
 * @param {string} policy
 */
export async function startPolicy(upstream, policy) {
  /** @type {string[]} */
  const paths = [];
  /** @type {{ pattern: RegExp, answer: () => Promise<boolean> } | undefined} */
  let exception;

  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? "/";
    paths.push(path);
    if (exception?.pattern.test(path) && !(await exception.answer())) {
      outgoing.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = request(upstream + path, { method, headers }, (response) => {
      const added = {
        "content-security-policy": policy,
        // Asked for again by every page.
        "cache-control": "no-store",
        // As of a content delivery network.
        "access-control-allow-origin": "*",
      };
      outgoing.writeHead(response.statusCode ?? 502, { ...response.headers, ...added });
      // An event stream's head goes before its first event.
      outgoing.flushHeaders();
      response.pipe(outgoing);
      // The upstream has broken off.
      response.on("error", () => outgoing.destroy());
    });
    onward.on("error", () => outgoing.destroy());
    // The page has gone.
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  return {
    origin: `http://127.0.0.1:${port}`,

    /** What was asked for since the last call. */
    takePaths: () => paths.splice(0),

    /**
     * Such paths are not found, until it is undone.
     *
     * @param {RegExp} pattern
     * @returns {() => void} undoes it
     */
    miss(pattern) {
      exception = { pattern, answer: async () => false };
      return () => (exception = undefined);
    },

    /**
     * Such paths are not answered, until they are released.
     *
     * @param {RegExp} pattern
     */
    hold(pattern) {
      let release = () => {};
      const released = new Promise((resolve) => (release = () => resolve(true)));
      const asked = new Promise((resolve) => {
        exception = {
          pattern,
          answer: async () => {
            resolve(undefined);
            await released;
            exception = undefined;
            return true;
          },
        };
      });
      return { asked, release };
    },

    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
