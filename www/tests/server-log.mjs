// @ts-check
/** The demo's back end, and what it wrote into its log. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listen, run, temporaryFolder } from "../../tests/e2e/child.mjs";
import { root } from "../../tests/e2e/server.mjs";
import { dist } from "./demo.mjs";

const CRATE = "event-source-demo-server";

/** @typedef {{ fields: Record<string, any>, span?: Record<string, any> }} Line */

export async function startLogged() {
  const { folder, remove } = temporaryFolder("event-source-log-");
  const file = join(folder, "log");
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const binary = process.env.DEMO_BINARY ?? join(target, "debug", CRATE);
  if (!process.env.DEMO_BINARY) await run("cargo", ["build", "--quiet", "-p", CRATE], { cwd: root });
  const words = ["--listen", "127.0.0.1:0", "--page", dist, "--log", "json"];
  const { origin, stop } = await listen("sh", ["-c", 'exec "$0" "$@" 2>"$LOG"', binary, ...words], {
    env: { ...process.env, LOG: file },
  });

  /** @returns {Line[]} */
  const lines = () => {
    const whole = readFileSync(file, "utf8");
    return whole
      .slice(0, whole.lastIndexOf("\n"))
      .split("\n")
      .map((line) => JSON.parse(line));
  };

  return {
    origin,
    stop: async () => {
      await stop();
      remove();
    },

    /**
     * The statuses of a user's requests to a route, in order.
     *
     * @param {string} user
     * @param {string} path
     * @returns {number[]}
     */
    statuses: (user, path) =>
      lines()
        .filter(({ fields, span }) => fields.message === "answered" && span?.user === user && span.path === path)
        .map(({ fields }) => fields.status),

    /**
     * The faults that a user had, as the server names them.
     *
     * @param {string} user
     * @returns {string[]}
     */
    faults: (user) => lines().flatMap(({ fields }) => (fields.message === "fault" && fields.user === user ? [fields.fault] : [])),
  };
}
