// @ts-check
/**
 * The page of the contract: one of the packages, installed as a stranger installs it, bundled with
 * the claims. It is made outside the repository, so that it can find nothing but what was installed.
 */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { run, temporaryFolder } from "./child.mjs";

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Contract</title>
  <link rel="icon" href="data:," />
  <script type="module" src="page.js"></script>
</html>
`;

/**
 * @param {string} dependency what npm installs under the name event-source-polyfill: a version, or file:…
 * @param {string} into the folder of the page
 * @returns {Promise<boolean>} whether it is event-source-polyfill itself
 */
export async function bundle(dependency, into) {
  const { folder, remove } = temporaryFolder("event-source-contract-");
  try {
    const manifest = { name: "contract", private: true, type: "module", dependencies: { "event-source-polyfill": dependency } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
    cpSync(fileURLToPath(new URL("./contract/", import.meta.url)), folder, { recursive: true });
    await build({
      entryPoints: [join(folder, "page.mjs")],
      outfile: join(into, "page.js"),
      bundle: true,
      format: "esm",
      target: "es2022",
      logLevel: "error",
    });
    writeFileSync(join(into, "index.html"), PAGE);
    const installed = readFileSync(join(folder, "node_modules/event-source-polyfill/package.json"), "utf8");
    return JSON.parse(installed).name === "event-source-polyfill";
  } finally {
    remove();
  }
}
