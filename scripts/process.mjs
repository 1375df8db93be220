// Child processes of the scripts.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

// A terminal's Ctrl-C reaches the whole group, a plain kill this process alone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    for (const child of children) {
      child.kill("SIGTERM");
    }
    process.exit(1);
  });
}

/**
 * Runs a command to its end in the root, its output going where ours goes.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, signal?: AbortSignal }} [options] aborting
 *   ends the command
 * @returns {Promise<void>} rejects unless it exits with 0
 */
export function run(command, args, { cwd = root, env = {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit", signal });
    child.on("error", (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    children.add(child);
    child.on("exit", (code, killedBy) => {
      children.delete(child);
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${command} ${args.join(" ")}: ${killedBy ?? `exit code ${code}`}`));
      }
    });
  });
}
