// @ts-check
/** The contract's page for an old browser: the claims in words that it reads, the package as it is shipped. */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { run } from "../e2e/child.mjs";

const contract = fileURLToPath(new URL("../e2e/contract/", import.meta.url));

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Contract</title>
  <link rel="icon" href="data:," />
  <script type="module" src="page.mjs"></script>
</html>
`;

/**
 * Modules as they are, no bundle: nothing is done to the package, and nothing is given to the page.
 *
 * @param {string} tarball
 * @param {string} into the folder of the page
 */
export async function makeClaimsPage(tarball, into) {
  await run("tar", ["-xzf", tarball, "-C", into]);
  await build({
    entryPoints: readdirSync(contract).map((name) => join(contract, name)),
    outdir: into,
    outExtension: { ".js": ".mjs" },
    bundle: false,
    target: "chrome66",
    charset: "utf8",
    logLevel: "error",
  });
  const page = join(into, "page.mjs");
  writeFileSync(page, readFileSync(page, "utf8").replace('"event-source-polyfill"', '"/package/index.js"'));
  writeFileSync(join(into, "index.html"), PAGE);
}
