// As Wrangler does it: bundled with its conditions, run by workerd.
import { deepEqual } from "node:assert/strict";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const { STREAM, DATA } = process.env;
const conditions = ["workerd", "worker", "browser"];
const {
  outputFiles: [{ text }],
} = await build({ entryPoints: ["worker.js"], bundle: true, format: "esm", target: "es2022", conditions, write: false });

const miniflare = new Miniflare({
  modules: true,
  script: text,
  bindings: { STREAM },
  compatibilityDate: "2025-11-25",
  telemetry: { enabled: false },
});
try {
  const response = await miniflare.dispatchFetch("http://worker.example/");
  deepEqual(await response.json(), [DATA]);
} finally {
  await miniflare.dispose();
}
