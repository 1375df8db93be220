// @ts-check
/**
 * The package as it is where WebAssembly is forbidden, for the suites that know nothing of that: its
 * default entry is `./js`, and its classic scripts bring the JavaScript form with them.
 *
 * Deferred, both load it as they do under a policy, later than the first construction:
 * `node tests/e2e/forbidden/tarball.mjs from.tgz into.tgz --deferred`, then
 * `PACKAGE_TARBALL=into.tgz node --test …`. What asks for a request at once cannot hold there.
 */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run, temporaryFolder } from "../child.mjs";

const PRELUDE = "delete globalThis.WebAssembly;\n";

/**
 * @param {string} tarball
 * @param {string} into
 * @param {{ deferred?: boolean }} [options]
 */
export async function makeForbiddenTarball(tarball, into, { deferred = false } = {}) {
  const { folder, remove } = temporaryFolder("event-source-javascript-form-");
  await run("tar", ["-xzf", tarball, "-C", folder]);
  const file = (/** @type {string} */ name) => join(folder, "package", name);
  const read = (/** @type {string} */ name) => readFileSync(file(name), "utf8");

  if (deferred) {
    writeFileSync(file("prelude.js"), PRELUDE);
    writeFileSync(file("index.js"), `import "./prelude.js";\n${read("index.js")}`);
    const manifest = JSON.parse(read("package.json"));
    manifest.sideEffects.push("./prelude.js");
    writeFileSync(file("package.json"), JSON.stringify(manifest));
  } else {
    cpSync(file("js.js"), file("index.js"));
  }
  for (const name of ["event-source-polyfill.js", "event-source-polyfill.min.js"]) {
    const form = deferred ? "" : read("event-source-polyfill.javascript.js");
    writeFileSync(file(name), PRELUDE + form + read(name));
  }
  await run("tar", ["-czf", into, "package"], { cwd: folder });
  remove();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [tarball = "", into = "", flag] = process.argv.slice(2);
  await makeForbiddenTarball(resolve(tarball), resolve(into), { deferred: flag === "--deferred" });
}
