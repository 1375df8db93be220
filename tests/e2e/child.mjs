// @ts-check
/** Child processes and temporary folders that never outlive the test run, however it ends. */

import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inTime } from "./patience.mjs";

/** ms for a process that was killed to be gone. */
const PATIENCE = 10_000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();
/** @type {Set<string>} */
const folders = new Set();

process.on("exit", () => {
  for (const child of children) kill(child);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
// A signal ends Node without "exit" unless somebody asks for it; the runner sends SIGTERM.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/**
 * Starts a program and waits for the line that says where it listens.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, patience?: number }} [options]
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 */
export async function listen(command, words, { patience = 30_000, ...options } = {}) {
  const child = start(command, words, options);
  const origin = await new Promise((resolve, reject) => {
    let said = "";
    const fail = (/** @type {string} */ why) =>
      reject(new Error(`${command} ${words.join(" ")} ${why}\n${said}`));
    const timer = setTimeout(() => fail("does not say where it listens"), patience);
    child.once("error", reject);
    child.once("exit", (code) => fail(`exited with ${code}`));
    child.stderr?.on("data", (data) => (said += data));
    createInterface({ input: /** @type {import("node:stream").Readable} */ (child.stdout) }).on("line", (line) => {
      said += `${line}\n`;
      const address = /http:\/\/[\w.]+:\d+/.exec(line);
      if (address === null) return;
      clearTimeout(timer);
      resolve(address[0]);
    });
  });
  return { origin, stop: () => stop(child) };
}

/**
 * Runs a program to its end; fails with all it said when it fails.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export async function run(command, words, options = {}) {
  const child = start(command, words, options);
  let said = "";
  child.stdout?.on("data", (data) => (said += data));
  child.stderr?.on("data", (data) => (said += data));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${command} ${words.join(" ")} failed with ${code}\n${said}`);
}

/**
 * Sees to it that a detached process ends with this one.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
export function adopt(child) {
  children.add(child);
  child.once("exit", () => children.delete(child));
}

/**
 * A new folder outside the repository.
 *
 * @param {string} prefix
 * @returns {{ folder: string, remove: () => void }}
 */
export function temporaryFolder(prefix) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  folders.add(folder);
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  };
  return { folder, remove };
}

/**
 * @param {string} command
 * @param {string[]} words
 * @param {import("node:child_process").SpawnOptions} options
 */
function start(command, words, options) {
  // Standard input stays open as long as this process lives: some children stop when it closes.
  const child = spawn(command, words, { stdio: "pipe", detached: true, ...options });
  adopt(child);
  return child;
}

/**
 * Kills a detached process and its own children. One that does not go is the system's matter: nobody waits
 * for it, for ever least of all.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  kill(child);
  await inTime(gone, `process ${child.pid} ends`, PATIENCE).catch(({ message }) => console.error(message));
  child.unref();
  for (const stream of child.stdio) stream?.destroy();
}

/** @param {import("node:child_process").ChildProcess} child */
function kill(child) {
  try {
    // The whole group that a detached child leads: npm and the browsers have children themselves.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
