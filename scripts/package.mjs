// Makes pkg/, the npm package, and dist/event-source-polyfill-wasm.tgz, what npm would publish.
//
// cargo → wasm-bindgen → wasm-opt → pkg-template + glue + inlined wasm → bundles
// and once more for the JavaScript form, see javascript-form.mjs
//
// Imported once the npm packages are there, see demo.mjs; `npm run build` is build.mjs.
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleAll } from "./bundles.mjs";
import { encodeInlined } from "./inline.mjs";
import { compileJavaScriptForm, driverModule } from "./javascript-form.mjs";
import { root, run } from "./process.mjs";
import { printSizes, sizes } from "./sizes.mjs";
import { compileWasm } from "./wasm.mjs";

const targetFolder = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const bindgenFolder = join(targetFolder, "bindgen");
const template = join(root, "pkg-template");
const pkg = join(root, "pkg");
const dist = join(root, "dist");

/** The template's rooms with what is made for them: what the bundles are made of, and what is type-checked. */
const staging = join(dist, "face");

/** pkg/ from the template and what compileWasm() made. */
async function assemble() {
  for (const folder of [pkg, staging]) rmSync(folder, { recursive: true, force: true });
  cpSync(template, staging, { recursive: true });
  for (const file of ["glue.js", "glue.d.ts"]) copyFileSync(join(bindgenFolder, file), join(staging, "driver", file));
  copyFileSync(driverModule, join(staging, "driver/driver-javascript.js"));
  const wasm = readFileSync(join(bindgenFolder, "event-source.wasm"));
  const { text, alphabet } = encodeInlined(wasm);
  writeFileSync(join(staging, "driver/wasm-text.js"), `export const alphabet = "${alphabet}";\nexport const text = "${text}";\n`);

  mkdirSync(join(pkg, "cjs"), { recursive: true });
  copyFileSync(join(template, "README.md"), join(pkg, "README.md"));
  for (const file of readdirSync(template).filter((name) => name.endsWith(".d.ts"))) {
    copyFileSync(join(template, file), join(pkg, file));
    // As CommonJS it is another module, which needs declarations of its own kind.
    if (!/^event-source-polyfill(\.min)?\.d/.test(file)) copyFileSync(join(template, file), join(pkg, "cjs", file));
  }
  cpSync(join(template, "src"), join(pkg, "src"), { recursive: true });
  copyFileSync(join(root, "LICENSE"), join(pkg, "LICENSE"));
  writeFileSync(join(pkg, "event-source.wasm"), wasm);
  const [, version] = /^version = "([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"));
  const manifest = JSON.parse(readFileSync(join(template, "package.json"), "utf8"));
  writeFileSync(join(pkg, "package.json"), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  await bundleAll(staging, pkg);
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
  await assemble();
  await pack();
  printSizes(sizes(pkg));
}
