// `npm run reproducible`: whether the same sources give the same bytes, whoever builds them where.
//
//   npm run reproducible                      two builds from nothing, compared
//   npm run reproducible -- a.tgz             one build, compared with a tarball that is there
//   npm run reproducible -- a.tgz b.tgz       no build: two tarballs compared
//
// A build from nothing is one of the tracked files alone, in a folder of its own with its own target
// folder, cargo home, time zone, locale and umask. What must be the same is the compiler, Node (its zlib
// packs the tarball) and the architecture; the versions are printed. Exits with 1 and the names of the
// files that differ.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root, run } from "./process.mjs";

/** Two machines that are not alike; folders of different lengths, since lengths move what follows. */
const MACHINES = [
  { folder: "a", umask: 0o022, env: { TZ: "UTC", LC_ALL: "C" } },
  { folder: "another/place", umask: 0o002, env: { TZ: "Pacific/Chatham", LC_ALL: "C.UTF-8" } },
];

const { positionals: given } = parseArgs({ allowPositionals: true });
if (given.length > 2) {
  console.error("At most two tarballs can be compared");
  process.exit(1);
}
const rustc = execFileSync("rustc", ["--version"], { cwd: root, encoding: "utf8" }).trim();
console.log(`${rustc}, Node ${process.version}, ${process.arch}`);
const workspace = mkdtempSync(join(tmpdir(), "reproducible-"));
const tarballs = given.map((file) => resolve(file));
// A tarball that is given was most likely built on a machine like the first.
for (const machine of MACHINES.slice(given.length)) {
  tarballs.push(await build(machine));
}

const differences = compare(...tarballs.map(describe));
if (differences.length > 0) {
  console.error(`\nNot reproducible, compare ${tarballs.join(" and ")}:\n  ${differences.join("\n  ")}`);
  process.exitCode = 1;
} else {
  console.log("\nThe two are the same, byte for byte");
  rmSync(workspace, { recursive: true });
}

/** @returns {Promise<string>} the tarball's path */
async function build({ folder, umask, env }) {
  const machine = join(workspace, folder);
  const sources = join(machine, "sources");
  const before = process.umask(umask);
  try {
    for (const file of execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0")) {
      // A tracked file may have been removed just now.
      if (file !== "" && existsSync(join(root, file))) {
        mkdirSync(dirname(join(sources, file)), { recursive: true });
        cpSync(join(root, file), join(sources, file));
      }
    }
    const own = { CARGO_TARGET_DIR: join(machine, "target"), CARGO_HOME: crates(machine) };
    await run("npm", ["run", "build"], { cwd: sources, env: { ...env, ...own } });
  } finally {
    process.umask(before);
  }
  return join(sources, "dist", "event-source-polyfill-wasm.tgz");
}

/** A cargo home of its own: where crates lie is a path that the compiler would write into panics. */
function crates(machine) {
  const home = join(machine, "crates");
  mkdirSync(home, { recursive: true });
  const configuration = join(process.env.CARGO_HOME ?? join(process.env.HOME ?? "", ".cargo"), "config.toml");
  if (existsSync(configuration)) {
    cpSync(configuration, join(home, "config.toml"));
  }
  return home;
}

/**
 * Prints a tarball's digest.
 * @param {string} tarball
 * @returns {Map<string, string>} the digest of each file, and under its own name the tarball's
 */
function describe(tarball) {
  const folder = mkdtempSync(join(workspace, "unpacked-"));
  execFileSync("tar", ["-xzf", tarball, "-C", folder]);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const digests = new Map(
    files.map((entry) => join(entry.parentPath, entry.name)).map((file) => [relative(folder, file), digest(file)]),
  );
  if (digests.size === 0) {
    throw new Error(`${tarball} is empty`);
  }
  digests.set("the tarball itself", digest(tarball));
  console.log(`\n${tarball}, ${files.length} files`);
  for (const name of ["package/event-source.wasm", "package/event-source-polyfill.javascript.js", "the tarball itself"]) {
    console.log(`  ${digests.get(name)}  ${name}`);
  }
  return digests;
}

/** What differs between the two, or is in one alone. */
function compare(first, second) {
  return [...new Set([...first.keys(), ...second.keys()])].filter((name) => first.get(name) !== second.get(name)).sort();
}

function digest(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
