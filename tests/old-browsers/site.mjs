// @ts-check
/** The ways in which a package comes to an old browser, each a page. */

import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import legacy from "@vitejs/plugin-legacy";
import { build } from "vite";
import { run, temporaryFolder } from "../e2e/child.mjs";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @param {string} scripts */
const html = (scripts) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>A page</title>
  <link rel="icon" href="data:," />
  ${scripts}
</html>
`;

const CLASSIC = ["event-source-polyfill.js", "event-source-polyfill.min.js", "src/eventsource.js", "src/eventsource.min.js"];

/**
 * @param {string} tarball
 * @returns {Promise<{ folder: string, ways: string[], original: boolean, remove: () => void }>} ways: the
 *   paths of the pages
 */
export async function makeSite(tarball) {
  const { folder, remove } = temporaryFolder("event-source-old-");
  await run("tar", ["-xzf", tarball, "-C", folder]);
  const installed = join(folder, "package");
  const original = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).name === "event-source-polyfill";
  cpSync(here("page/claims.js"), join(folder, "claims.js"));
  /** @type {string[]} */
  const ways = [];
  const page = (/** @type {string} */ name, /** @type {string} */ scripts) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "index.html"), html(scripts));
    ways.push(`/${name}/`);
  };

  for (const script of CLASSIC.filter((script) => existsSync(join(installed, script)))) {
    page(script.replaceAll("/", "-"), `<script src="/package/${script}"></script>`);
  }
  // The original has no modules; a bundler makes one of it.
  if (!original) page("module", `<script type="module" src="main.js"></script>`);
  writeFileSync(
    join(folder, original ? "main.js" : "module/main.js"),
    readFileSync(here("app/main.js"), "utf8").replace('"event-source-polyfill"', '"/package/index.js"'),
  );

  // Installed, so that Vite finds it by its exports.
  const app = join(folder, "app");
  cpSync(here("app"), app, { recursive: true });
  mkdirSync(join(app, "node_modules"));
  symlinkSync(installed, join(app, "node_modules", "event-source-polyfill"));
  for (const [name, plugins] of /** @type {const} */ ([
    ["vite", []],
    // Its chunks for browsers without modules, which those without today's modules take as well.
    ["vite-legacy", [legacy({ targets: ["chrome >= 66"] })]],
  ])) {
    await build({
      root: app,
      base: `/${name}/`,
      configFile: false,
      logLevel: "error",
      build: { outDir: join(folder, name), emptyOutDir: true },
      plugins: [...plugins],
    });
    ways.push(`/${name}/`);
  }
  return { folder, ways, original, remove };
}
