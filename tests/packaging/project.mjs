// @ts-check
/** A stranger's project: its files, what it depends on, and the package installed from the tarball. */

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listen, run } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";

/** How long a development server may take to say where it listens. */
const PATIENCE = 90_000;

/** PACKAGE=original: what ours replaces stays, and shows that the projects are as they should be. */
export const original = process.env.PACKAGE === "original";

/** What a package manager is told to add, in place of what the project has. */
const ADDED = `event-source-polyfill@${original ? "1.0.31" : `file:${tarball}`}`;

const QUIETLY = ["--no-audit", "--no-fund", "--prefer-offline"];

/**
 * Installs a project in a folder of its own.
 *
 * @param {import("./projects.mjs").Project} project
 * @param {string} parent outside the repository, so that nothing is found but what was installed
 */
export async function install({ name, files, dependencies, settings, dropIn = false, env: more }, parent) {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const source of files) {
    cpSync(fileURLToPath(new URL(`./consumers/${source}/`, import.meta.url)), folder, { recursive: true });
  }

  const env = {
    ...process.env,
    PATH: [join(folder, "node_modules/.bin"), process.env.PATH].join(delimiter),
    NO_COLOR: "1",
    FORCE_COLOR: undefined,
    // The runner's own: Vitest and Node would take themselves for a part of it.
    NODE_ENV: undefined,
    NODE_TEST_CONTEXT: undefined,
    NODE_OPTIONS: undefined,
    // No tool has anything to tell to its makers.
    NUXT_TELEMETRY_DISABLED: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NG_CLI_ANALYTICS: "false",
    // Warnings are no errors to a user either.
    CI: undefined,
    ...more,
  };
  const npm = (/** @type {string[]} */ ...words) => run("npm", [...words, ...QUIETLY], { cwd: folder, env });
  if (dropIn) {
    // As it is at home, then the one command of the guide.
    await npm("ci", "--ignore-scripts");
    const before = versions(folder);
    if (!original) await npm("install", "--ignore-scripts", ADDED);
    assert.deepEqual(versions(folder), before, "no other package changes");
  } else {
    const manifest = {
      name,
      private: true,
      type: "module",
      dependencies: { "event-source-polyfill-wasm": `file:${tarball}`, ...dependencies },
      ...settings,
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
    await npm("install");
  }

  return {
    folder,

    /**
     * Runs a command of the project to its end.
     *
     * @param {string} line words between spaces; $TARBALL is the tarball, $ADDED what a manager adds
     * @param {NodeJS.ProcessEnv} [more] environment
     */
    run(line, more) {
      const [command, ...words] = split(line);
      return run(command, words, { cwd: folder, env: { ...env, ...more } });
    },

    /**
     * Starts a server of the project.
     *
     * @param {string} line as for run(); $PORT is a free one
     * @param {NodeJS.ProcessEnv} [more] environment
     */
    async serve(line, more) {
      // For those that cannot be told to take any port.
      const address = { HOST: "127.0.0.1", PORT: String(await freePort()) };
      const [command, ...words] = split(line).map((word) => word.replace("$PORT", address.PORT));
      return listen(command, words, { cwd: folder, env: { ...env, ...address, ...more }, patience: PATIENCE });
    },

    /** @param {string} path in the project */
    forget: (path) => rmSync(join(folder, path), { recursive: true, force: true }),
  };
}

/**
 * What is installed in which version, but for the package itself.
 *
 * @param {string} folder
 */
function versions(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const others = Object.keys(packages).filter((path) => !["", "node_modules/event-source-polyfill"].includes(path));
  return others.map((path) => `${path} ${packages[path].version}`).sort();
}

/** @param {string} line */
function split(line) {
  return line.split(" ").map((word) => word.replace("$TARBALL", tarball).replace("$ADDED", ADDED));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
