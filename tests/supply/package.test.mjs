// @ts-check
/**
 * Claim: the tarball has what its manifest lists and nothing else, depends on nothing, runs nothing when
 * it is installed and says nothing of the machine that built it. PACKAGE_TARBALL, or the one in dist/.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, normalize, relative, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../e2e/child.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tarball = resolve(root, process.env.PACKAGE_TARBALL ?? "dist/event-source-polyfill-wasm.tgz");

const { folder, remove } = temporaryFolder("event-source-package-");
after(remove);
execFileSync("tar", ["-xzf", tarball, "-C", folder]);
const unpacked = join(folder, "package");
const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"));
const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));

test("what `files` lists is there, and nothing else", () => {
  const listed = manifest.files.map((/** @type {string} */ name) => {
    // As npm reads them: a folder with all in it, or a pattern of the root's own files.
    const pattern = name.replaceAll(".", "\\.").replaceAll("*", "[^/]*");
    return { name, matches: new RegExp(`^${pattern}(/|$)`) };
  });
  const own = ["LICENSE", "README.md", "package.json"];
  assert.deepEqual(files.filter((file) => !own.includes(file) && !listed.some(({ matches }) => matches.test(file))), []);
  // npm passes over what is listed and missing without a word.
  assert.deepEqual(listed.filter(({ matches }) => !files.some((file) => matches.test(file))).map(({ name }) => name), []);
  for (const name of own) assert.ok(files.includes(name), name);
});

test("every entry leads to a file", () => {
  /** @type {(target: any) => string[]} */
  const leaves = (target) => (typeof target === "string" ? [target] : Object.values(target).flatMap(leaves));
  const targets = leaves(manifest.exports);
  assert.ok(targets.length > 0);
  for (const target of [manifest.main, manifest.types, ...targets]) {
    assert.ok(files.includes(target.replace("./", "")), target);
  }
});

test("every relative import leads to a file", () => {
  const modules = files.filter((file) => /\.(js|d\.ts)$/.test(file));
  let count = 0;
  for (const file of modules) {
    const source = readFileSync(join(unpacked, file), "utf8");
    // Of types too: index.d.ts may be what a comment in JavaScript imports.
    // Code, and declarations; comments of bundled code name the sources.
    const program = file.endsWith(".js") ? source.replace(/\/\*[^]*?\*\//g, "") : source;
    for (const [, target] of program.matchAll(/\b(?:from |import |import\(|require\()"(\.\.?\/[^"]+)"/g)) {
      count++;
      const path = normalize(join(dirname(file), target));
      // Declarations may import what is nothing but declarations.
      const found = file.endsWith(".d.ts") ? [path, path.replace(/js$/, "d.ts")] : [path];
      assert.ok(found.some((name) => files.includes(name)), `${file}: ${target}`);
    }
  }
  assert.ok(count > 10, `${count} imports are no check`);
});

test("nothing is needed at runtime, and nothing runs at installation", () => {
  for (const member of ["dependencies", "optionalDependencies", "bundleDependencies", "bundledDependencies", "scripts", "bin", "gypfile"]) {
    assert.equal(manifest[member], undefined, member);
  }
  for (const peer of Object.keys(manifest.peerDependencies ?? {})) {
    assert.equal(manifest.peerDependenciesMeta[peer].optional, true, peer);
  }
});

test("no path of the building machine, no debug information", () => {
  const paths = [root, homedir(), tmpdir(), process.env.CARGO_HOME, process.env.CARGO_TARGET_DIR]
    .filter((path) => path !== undefined && path.replaceAll("/", "").length > 0)
    .map((path) => resolve(/** @type {string} */ (path)));
  for (const file of files) {
    const bytes = readFileSync(join(unpacked, file));
    for (const trace of [...paths.map((path) => `${path}/`), "/.cargo/registry", "/rustc/"]) {
      assert.ok(!bytes.includes(trace), `${file} has ${trace}`);
    }
  }
  const sections = WebAssembly.Module.customSections;
  const wasm = new WebAssembly.Module(readFileSync(join(unpacked, "event-source.wasm")));
  for (const name of ["name", "producers", "target_features", ".debug_info"]) {
    assert.equal(sections(wasm, name).length, 0, name);
  }
});
