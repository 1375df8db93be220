// The wasm and its glue, as small as they get. docs/size.md says what each step gains.
//
// cargo, with a standard library of its own → wasm-bindgen → wasm-opt → short names
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { adaptGlue, asFunction, typesAsFunction } from "./glue.mjs";
import { root, run } from "./process.mjs";
import { tool } from "./tools.mjs";

const TARGET = "wasm32-unknown-unknown";
const targetFolder = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** A panic is a trap and nothing else; the prebuilt standard library would bring texts to format. */
const SMALL_STANDARD_LIBRARY = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/** For the search of line ends and the loops that the compiler can make vectors of. Every engine since 2023 has it. */
const SIMD = "-Ctarget-feature=+simd128";

/** What is compiled for speed is none the faster for loops that are written out. */
const NO_UNROLLING = "-Cllvm-args=-unroll-threshold=0";

/**
 * Two numbers that are copied are not copied as a vector: vectors are in the event stream and nowhere else.
 * WebKit's interpreter has none, so it compiles a function that has some before the first call of it, when
 * what is being compiled already is done.
 */
const NO_VECTORS_OF_TWO = "-Cllvm-args=-combiner-store-merging=false";

/** Instructions. More, and the machine that calls the event stream would be one function with it, and as hot. */
const INLINED_INTO_ONE_CALLER = 40;

/**
 * The stack lies first: what is below 1 024 is its end, and no pointer goes there. A hint of alignment that
 * says nothing repeats itself more.
 */
const OPTIMIZE = ["--flatten", "--rereloop", "--low-memory-unused", "-Oz", "-Oz", "-Oz", "--dealign"];

/** No path of the machine that builds, and no registry's name, in what is shipped. */
function remapPaths() {
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
  const sysroot = execFileSync("rustc", ["--print", "sysroot"], { cwd: root, encoding: "utf8" }).trim();
  const remap = (from, to) => `--remap-path-prefix=${from}=${to}`;
  return [
    ...readdirSync(sources).map((registry) => remap(join(sources, registry), "crates")),
    remap(join(sysroot, "lib/rustlib/src/rust"), "rust"),
    remap(root, "."),
  ].join(" ");
}

/**
 * The crate as a cdylib, linked by the package event-source-shipped.
 * @param {{ folder?: string, flags?: string, words?: string[] }} [options] cargo's target folder, rustc's
 *   flags and cargo's words besides
 * @returns {Promise<string>} the wasm's path
 */
export async function compileCrate({ folder = targetFolder, flags = "", words = [] } = {}) {
  await run("cargo", ["fetch", "--locked", "--target", TARGET]);
  await run(
    "cargo",
    [
      ...["rustc", "--locked", "--profile", "shipped", "-p", "event-source-shipped", "--target", TARGET],
      ...SMALL_STANDARD_LIBRARY,
      ...words,
    ],
    {
      env: {
        // Two unstable flags of a stable compiler: what they give is tested like everything else.
        RUSTC_BOOTSTRAP: "1",
        RUSTFLAGS: `-Zunstable-options -Cpanic=immediate-abort ${flags} ${remapPaths()}`,
        CARGO_TARGET_DIR: folder,
      },
    },
  );
  return join(folder, TARGET, "shipped", "event_source_shipped.wasm");
}

/**
 * glue.js and event-source.wasm.
 * @param {string} folder
 */
export async function compileWasm(folder) {
  const wasm = await compileCrate({ flags: `${SIMD} ${NO_UNROLLING} ${NO_VECTORS_OF_TWO}` });
  await run(await tool("wasm-bindgen-cli", "wasm-bindgen"), [
    wasm,
    ...["--target", "web", "--out-dir", folder, "--out-name", "glue"],
    ...["--omit-default-module-path", "--remove-name-section", "--remove-producers-section"],
  ]);
  const names = execFileSync(
    join(root, "node_modules/.bin/wasm-opt"),
    [
      `--one-caller-inline-max-function-size=${INLINED_INTO_ONE_CALLER}`,
      ...[...OPTIMIZE, "--minify-imports-and-exports-and-modules", "--strip-target-features"],
      ...[join(folder, "glue_bg.wasm"), "-o", join(folder, "event-source.wasm")],
    ],
    { encoding: "utf8" },
  );
  shorten(join(folder, "glue.js"), JSON.parse(names));
  const types = join(folder, "glue.d.ts");
  writeFileSync(types, typesAsFunction(readFileSync(types, "utf8")));
}

/**
 * Gives the glue the short names that wasm-opt gave to imports and exports: each stands in both, and
 * the hashes in them do not compress.
 *
 * @param {string} file
 * @param {{ imports: [string, string, string][], exports: [string, string][] }} names
 */
function shorten(file, { imports, exports }) {
  const left = new Map(imports.map(([, name, brief]) => [name, brief]));
  const briefOf = new Map(exports);
  const glue = readFileSync(file, "utf8")
    .replace(/^( {8})(\w+)(?=: )/gm, (key, indent, name) => {
      const brief = left.get(name);
      left.delete(name);
      return brief === undefined ? key : `${indent}${brief}`;
    })
    .replace(/\bwasm\.(\w+)/g, (_, name) => {
      if (!briefOf.has(name)) throw new Error(`${file} calls ${name}, which the wasm does not export`);
      return `wasm.${briefOf.get(name)}`;
    })
    .replaceAll('"./glue_bg.js"', '"a"');
  if (left.size > 0) throw new Error(`${file} does not give ${[...left.keys()]}, which the wasm imports`);
  writeFileSync(file, asFunction(adaptGlue(glue, "../platform/encoding.js")));
}
