// @ts-check
/** The pages: the packed tarball as a stranger installs it, the peers of benches/package-lock.json, bundled. */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { run, temporaryFolder } from "../tests/e2e/child.mjs";
import { tarball } from "../tests/e2e/consumer.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const NAME = "event-source-polyfill-wasm";

/** The clients of the start-up benchmark, each a script of its own. The browser's own needs none. */
const ENTRIES = {
  ours: `export { EventSourcePolyfill as Source } from "${NAME}";`,
  "event-source-polyfill": `export { EventSourcePolyfill as Source } from "event-source-polyfill";`,
  eventsource: `export { EventSource as Source } from "eventsource";`,
};

/** @param {string} script */
const html = (script) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>${script}</title>
  <link rel="icon" href="data:," />
  <script type="module" src="${script}.js"></script>
</html>
`;

/**
 * A page that asks for its events as soon as it has its client, and what it gives: ms from the head of its HTML
 * to the request's arrival, of which the event tells.
 *
 * @param {string} client
 */
const first = (client) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>First request</title>
  <script>const start = performance.now();</script>
  <link rel="icon" href="data:," />
  <script type="module">
    ${client}
    const source = new Source("/live?rate=0&count=1");
    window.firstRequest = new Promise((resolve, reject) => {
      source.onmessage = ({ data }) => {
        source.close();
        resolve(data - performance.timeOrigin - start);
      };
      source.onerror = () => reject(new Error("connection lost"));
    });
  </script>
</html>
`;

/**
 * @returns {Promise<{ folder: string, ours: string, versions: Record<string, string>, sha256: string, remove: () => void }>}
 *   ours: the folder of the installed package
 */
export async function makePages() {
  const { folder, remove } = temporaryFolder("event-source-bench-");
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: { [NAME]: `file:${tarball}` } }),
  );
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
  const ours = join(folder, "node_modules", NAME);
  const page = join(folder, "page");
  mkdirSync(page);

  /** @type {import("esbuild").BuildOptions} */
  const settings = {
    ...{ bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "error" },
    // As a bundler resolves it, by its exports: an alias would have it by what is for bundlers that know none.
    nodePaths: [join(folder, "node_modules")],
  };
  const scripts = ["delivery", "latency", "startup", "many", "flood", "soak"];
  await build({ ...settings, entryPoints: scripts.map((name) => join(here, "page", `${name}.js`)), outdir: page });
  for (const name of scripts) writeFileSync(join(page, `${name}.html`), html(name));
  for (const [name, contents] of Object.entries(ENTRIES)) {
    await build({ ...settings, stdin: { contents, resolveDir: here }, outfile: join(page, "clients", `${name}.js`) });
    writeFileSync(join(page, `first-${name}.html`), first(`import { Source } from "./clients/${name}.js";`));
  }
  writeFileSync(join(page, "first-native.html"), first("const Source = EventSource;"));

  const version = (/** @type {string} */ path) => JSON.parse(readFileSync(join(path, "package.json"), "utf8")).version;
  const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  const peers = Object.keys(dependencies).map((name) => [name, version(join(here, "node_modules", name))]);
  return {
    folder: page,
    ours,
    versions: { [NAME]: version(ours), ...Object.fromEntries(peers) },
    sha256: createHash("sha256").update(readFileSync(tarball)).digest("hex"),
    remove,
  };
}
