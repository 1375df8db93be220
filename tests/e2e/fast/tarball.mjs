// @ts-check
/**
 * Tarballs of the package whose deliveries are all bursts, or none: any suite holds in both.
 *
 *     PACKAGE_TARBALL=$(node tests/e2e/fast/tarball.mjs 1) node --test tests/e2e/standard.test.mjs
 *
 * The number, or Infinity, takes the place of BURST in delivery.js, in the classic script too.
 */

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { run } from "../child.mjs";
import { tarball } from "../consumer.mjs";

const BURST = /^const BURST = \d+;$/m;

/**
 * @param {string} burst
 * @param {string} folder where the tarball and what it is made of go
 * @returns {Promise<string>} its path
 */
export async function tarballWithBurst(burst, folder) {
  await run("tar", ["-xzf", tarball, "-C", folder]);
  const pkg = join(folder, "package");
  const delivery = join(pkg, "delivery.js");
  const source = readFileSync(delivery, "utf8");
  if (!BURST.test(source)) throw new Error("delivery.js has no line for BURST");
  writeFileSync(delivery, source.replace(BURST, `const BURST = ${burst};`));
  buildSync({
    stdin: {
      contents: `import * as names from "./index.js"; Object.assign(globalThis, names);`,
      resolveDir: pkg,
    },
    outfile: join(pkg, "event-source-polyfill.js"),
    ...{ bundle: true, format: "iife", target: "es2022", allowOverwrite: true, logLevel: "error" },
  });
  const made = join(folder, `burst-${burst}.tgz`);
  await run("tar", ["-czf", made, "-C", folder, "package"]);
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , burst] = process.argv;
  if (!/^(\d+|Infinity)$/.test(burst ?? "")) throw new Error("tarball.mjs takes a number, or Infinity");
  console.log(await tarballWithBurst(burst, mkdtempSync(join(tmpdir(), "event-source-burst-"))));
}
