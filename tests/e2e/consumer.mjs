// @ts-check
/**
 * A stranger's Vite and Vue application that migrates from event-source-polyfill: the same
 * imports, no configuration for the package, only another tarball. It lives outside the
 * repository, so that it can find nothing but what the tarball holds.
 */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { listen, run, temporaryFolder } from "./child.mjs";
import { root } from "./server.mjs";

/** The packed package under test. */
export const tarball = resolve(process.env.PACKAGE_TARBALL ?? join(root, "dist/event-source-polyfill-wasm.tgz"));

/** @typedef {"dev" | "preview"} Mode */

/**
 * @param {string} api origin that /api is proxied to
 */
export async function makeConsumer(api) {
  const { folder, remove } = temporaryFolder("event-source-consumer-");
  cpSync(fileURLToPath(new URL("./consumer/", import.meta.url)), folder, { recursive: true });
  const manifest = {
    name: "consumer",
    private: true,
    type: "module",
    dependencies: { "event-source-polyfill": `file:${tarball}`, vue: "^3" },
    devDependencies: { "@vitejs/plugin-vue": "^6", vite: "^8" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));

  const env = { ...process.env, API: api, NO_COLOR: "1", FORCE_COLOR: undefined };
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, env });
  const installed = JSON.parse(
    readFileSync(join(folder, "node_modules/event-source-polyfill/package.json"), "utf8"),
  );

  const vite = join(folder, "node_modules/vite/bin/vite.js");
  const place = ["--host", "127.0.0.1", "--port", "0"];
  return {
    /** Whether the tarball is event-source-polyfill itself: see departures.mjs. */
    original: installed.name === "event-source-polyfill",
    remove,

    /**
     * Serves the application: straight from its sources with a cold cache, or built.
     *
     * @param {Mode} mode
     */
    async serve(mode) {
      if (mode === "preview") await run(process.execPath, [vite, "build"], { cwd: folder, env });
      const words = mode === "preview" ? ["preview", ...place] : place;
      return listen(process.execPath, [vite, ...words], { cwd: folder, env });
    },
  };
}
