// Makes pkg/, the npm package, and dist/event-source-polyfill-wasm.tgz, what npm would publish.
//
// cargo → wasm-bindgen → wasm-opt → pkg-template + glue + inlined wasm + classic scripts
// and once more for the JavaScript form, see javascript-form.mjs
//
// Imported once the npm packages are there, see demo.mjs; `npm run build` is build.mjs.
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { encodeInlined } from "./inline.mjs";
import { compileJavaScriptForm, driverModule } from "./javascript-form.mjs";
import { root, run } from "./process.mjs";
import { printSizes, sizes } from "./sizes.mjs";
import { compileWasm } from "./wasm.mjs";

const targetFolder = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const bindgenFolder = join(targetFolder, "bindgen");
const pkg = join(root, "pkg");
const dist = join(root, "dist");

/** pkg/ from the template and what compileWasm() made. */
function assemble() {
  rmSync(pkg, { recursive: true, force: true });
  cpSync(join(root, "pkg-template"), pkg, { recursive: true });
  cpSync(join(root, "LICENSE"), join(pkg, "LICENSE"));
  for (const file of ["glue.js", "glue.d.ts", "event-source.wasm"]) {
    cpSync(join(bindgenFolder, file), join(pkg, file));
  }
  const { text, alphabet } = encodeInlined(readFileSync(join(pkg, "event-source.wasm")));
  writeFileSync(join(pkg, "wasm-text.js"), `export const alphabet = "${alphabet}";\nexport const text = "${text}";\n`);

  const [, version] = /^version = "([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"));
  const manifest = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
  writeFileSync(join(pkg, "package.json"), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);

  cpSync(driverModule, join(pkg, "driver-javascript.js"));
  bundleClassic("classic.js", "event-source-polyfill.js", { minify: false });
  bundleClassic("classic.js", "event-source-polyfill.min.js", { minify: true });
  bundleClassic("classic-javascript.js", "event-source-polyfill.javascript.js", { minify: true });
}

/** A file for script elements and importScripts(). */
function bundleClassic(entry, file, { minify }) {
  buildSync({
    entryPoints: [join(pkg, entry)],
    outfile: join(pkg, file),
    ...{ bundle: true, minify, format: "iife", target: "es2022", logLevel: "warning" },
  });
}

async function pack() {
  mkdirSync(dist, { recursive: true });
  await run("npm", ["pack", "--silent", "--pack-destination", dist], { cwd: pkg });
  const { name, version } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
  renameSync(join(dist, `${name}-${version}.tgz`), join(dist, `${name}.tgz`));
}

/** Builds, packs and prints the sizes. */
export async function makePackage() {
  await compileWasm(bindgenFolder);
  await compileJavaScriptForm();
  assemble();
  await pack();
  printSizes(sizes(pkg));
}
