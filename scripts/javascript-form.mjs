// The JavaScript form of the driver, for where WebAssembly is forbidden: the same Rust code, compiled
// to the WebAssembly of 2017 and from there to JavaScript by binaryen's wasm2js, with its glue, as one
// module.
//
// wasm2js does not trap where WebAssembly does: an access out of bounds reads 0 and writes nothing, a
// division by zero has some result. Safe Rust comes to neither, as it checks indices and divisors
// itself, and src/ has no other; its panics still throw. What is missing is the net under a bug in a
// dependency's unsafe code. The end-to-end suites run on this form too.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { adaptGlue } from "./glue.mjs";
import { root, run } from "./process.mjs";
import { tool } from "./tools.mjs";
import { compileCrate } from "./wasm.mjs";

// A folder of its own: with other flags cargo would build everything anew, there and back.
const targetFolder = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "javascript-form");

/** Exports EventSourceDriver as glue.js does, and needs no init. */
export const driverModule = join(targetFolder, "driver-javascript.js");

const ENTRY = `
import { EventSourceDriver, __wbg_set_wasm } from "./glue_bg.js";
import * as wasm from "./glue_bg.wasm.js";
__wbg_set_wasm(wasm);
export { EventSourceDriver };
`;

/** The driver's module. */
export async function compileJavaScriptForm() {
  const bindgenFolder = join(targetFolder, "bindgen");
  const file = (name) => join(bindgenFolder, name);
  const binaryen = (name) => join(root, "node_modules/.bin", name);

  const wasm = await compileCrate({
    folder: targetFolder,
    flags: "-Ctarget-cpu=mvp",
    // Without the section target_features, which claims what no code here uses: for reference types
    // wasm-bindgen would make a second table, and wasm2js knows only one.
    words: [
      ...["--config", 'profile.shipped.strip="symbols"'],
      // Without vectors speed costs more bytes than it is worth.
      ...["--config", 'profile.shipped.package.event-source-event-stream.opt-level="z"'],
      ...["--config", 'profile.shipped.package.event-source-shipped.opt-level="z"'],
    ],
  });
  await run(await tool("wasm-bindgen-cli", "wasm-bindgen"), [
    wasm,
    ...["--target", "bundler", "--no-typescript", "--out-dir", bindgenFolder, "--out-name", "glue"],
    ...["--remove-name-section", "--remove-producers-section"],
  ]);
  // rustc's own parts of std come compiled for newer engines.
  await run(binaryen("wasm-opt"), [
    ...["--enable-bulk-memory", "--enable-bulk-memory-opt", "--enable-sign-ext"],
    ...["--enable-nontrapping-float-to-int", "--enable-mutable-globals"],
    ...["--llvm-memory-copy-fill-lowering", "--llvm-nontrapping-fptoint-lowering", "--signext-lowering"],
    ...[file("glue_bg.wasm"), "-o", file("lowered.wasm")],
  ]);
  const features = ["--mvp-features", "--enable-mutable-globals"];
  await run(binaryen("wasm-opt"), [
    ...[...features, "--strip-target-features", "-Oz", file("lowered.wasm"), "-o", file("optimized.wasm")],
  ]);
  await run(binaryen("wasm2js"), [...features, "-Oz", file("optimized.wasm"), "-o", file("glue_bg.wasm.js")]);
  const glue = readFileSync(file("glue_bg.js"), "utf8");
  writeFileSync(file("glue_bg.js"), adaptGlue(glue, join(root, "pkg-template/platform/encoding.js")));

  buildSync({
    stdin: { contents: ENTRY, resolveDir: bindgenFolder },
    outfile: driverModule,
    ...{ bundle: true, minify: true, format: "esm", target: "es2019", logLevel: "warning" },
  });
}
