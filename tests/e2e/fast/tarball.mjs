// @ts-check
/**
 * Tarballs of the package whose deliveries are all bursts, or none: any suite holds in both.
 *
 *     PACKAGE_TARBALL=$(node tests/e2e/fast/tarball.mjs 1) node --test tests/e2e/standard.test.mjs
 *
 * The number, or Infinity, takes the place of BURST in every form.
 */

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../child.mjs";
import { tarball } from "../consumer.mjs";

const BURST = /\b(var|const) BURST = \d+;/;

/** The forms that are not minified, from each of which some suite takes the class. */
const FORMS = ["index.js", "development/index.js", "cjs/index.js", "src/eventsource.js", "event-source-polyfill.js"];

/**
 * @param {string} burst
 * @param {string} folder where the tarball and what it is made of go
 * @returns {Promise<string>} its path
 */
export async function tarballWithBurst(burst, folder) {
  await run("tar", ["-xzf", tarball, "-C", folder]);
  const pkg = join(folder, "package");
  for (const form of FORMS) {
    const source = readFileSync(join(pkg, form), "utf8");
    if (!BURST.test(source)) throw new Error(`${form} has no line for BURST`);
    writeFileSync(join(pkg, form), source.replace(BURST, `var BURST = ${burst};`));
  }
  const made = join(folder, `burst-${burst}.tgz`);
  await run("tar", ["-czf", made, "-C", folder, "package"]);
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , burst] = process.argv;
  if (!/^(\d+|Infinity)$/.test(burst ?? "")) throw new Error("tarball.mjs takes a number, or Infinity");
  console.log(await tarballWithBurst(burst, mkdtempSync(join(tmpdir(), "event-source-burst-"))));
}
