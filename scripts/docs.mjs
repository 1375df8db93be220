// `npm run docs`: the API reference in dist/docs, of the package from its declarations and of the
// crate by rustdoc. A warning fails: it is a link that leads nowhere.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./process.mjs";
import { setUpNpm, setUpRust } from "./setup.mjs";

const TARGET = "wasm32-unknown-unknown";
const api = join(root, "docs/api");
const dist = join(root, "dist/docs");
const targetFolder = process.env.CARGO_TARGET_DIR ?? join(root, "target");

await setUpRust();
await setUpNpm(api);
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await run(process.execPath, ["node_modules/typedoc/bin/typedoc"], { cwd: api });

// The target that has the shell too. Private items: what the crate exports is for its tests alone.
await run("cargo", ["doc", "--locked", "--target", TARGET, "--lib", "--no-deps", "--document-private-items", "--all-features"], {
  env: { RUSTDOCFLAGS: "-D warnings -A rustdoc::private_intra_doc_links" },
});
cpSync(join(targetFolder, TARGET, "doc"), join(dist, "crate"), { recursive: true });

writeFileSync(
  join(dist, "index.html"),
  `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>event-source-polyfill-wasm</title>
  <h1>event-source-polyfill-wasm</h1>
  <p><a href="package/index.html">The npm package</a>, <a href="crate/event_source_polyfill_wasm/index.html">the Rust crate</a></p>
</html>
`,
);
console.log(`\n${join(dist, "index.html")}`);
