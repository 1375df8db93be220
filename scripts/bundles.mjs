// The files that the package ships, each bundled from one entry of pkg-template/ and lowered: one file
// per entry and form, since what reads packages differs.
//
// | folder | form | for |
// |---|---|---|
// | ., esm/      | ES modules, the JavaScript form by its URL | bundlers, browsers |
// | development/ | ES modules, the JavaScript form by import() | development servers: they pre-bundle |
// | cjs/         | CommonJS | require(), webpack 4, Jest |
// | node/        | ES modules that hand on what cjs/ has: import and require() give one class | Node, Bun, Deno |
// | src/         | one UMD file where event-source-polyfill has its own, minified too | deep imports, script elements |
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";

/** What webpack 4 parses, and every engine of the floor. */
const TARGET = "es2019";

/** Members that are ours alone: names of their own cost bytes and are nobody's business. */
const INTERNAL = /^_[a-z]/;

/** Properties and no getters: what spies and mocks of tests replace. */
const PLAIN_EXPORTS = 'module.exports = Object.defineProperty({ ...module.exports }, "__esModule", { value: true });';

/** Never run: who only reads a file's text finds the names here. */
const UMD_NAMES = "0 && (module.exports = { EventSource, EventSourcePolyfill, NativeEventSource, default: 0 });";

const SCRIPT = "event-source-polyfill.javascript.js";
/** Entries that are used beside the default one: what they import is the class that the page has. */
const COMPANIONS = ["vue", "react", "shared"];

const NAMES = ["EventSourcePolyfill", "NativeEventSource", "EventSource"];

/**
 * requires: import() becomes require(), which Jest has. No bundler reads those.
 *
 * @typedef {{ entry: string, file: string, format: "esm" | "cjs" | "iife", minify?: boolean, requires?: boolean, footer?: string }} Bundle
 */

/** @type {Bundle[]} */
const BUNDLES = [
  { entry: "index.js", file: "index.js", format: "esm" },
  { entry: "slim.js", file: "slim.js", format: "esm" },
  { entry: "js.js", file: "js.js", format: "esm" },
  { entry: "bundled.js", file: "development/index.js", format: "esm" },
  { entry: "commonjs.js", file: "cjs/index.js", format: "cjs" },
  { entry: "slim.js", file: "cjs/slim.js", format: "cjs" },
  { entry: "js.js", file: "cjs/js.js", format: "cjs", footer: `${PLAIN_EXPORTS}\n0 && (module.exports.default = EventSourcePolyfill);` },
  ...COMPANIONS.flatMap((name) => [
    ...["esm", "development", "node"].map((folder) => ({ entry: `${name}.js`, file: `${folder}/${name}.js`, format: /** @type {const} */ ("esm") })),
    { entry: `${name}.js`, file: `cjs/${name}.js`, format: /** @type {const} */ ("cjs"), requires: true },
  ]),
  ...["src/eventsource", "event-source-polyfill"].flatMap((name) => [
    { entry: "umd.js", file: `${name}.js`, format: /** @type {const} */ ("iife"), footer: UMD_NAMES },
    { entry: "umd.js", file: `${name}.min.js`, format: /** @type {const} */ ("iife"), footer: UMD_NAMES, minify: true },
  ]),
  // Twice: what require() is given by name is to be CommonJS.
  ...[SCRIPT, `cjs/${SCRIPT}`].map((file) => ({ entry: "javascript-form.js", file, format: /** @type {const} */ ("iife"), minify: true })),
];

/** Modules of node/ that hand on a CommonJS one. */
const HANDED_ON = { "index.js": NAMES, "slim.js": [...NAMES, "init"], "js.js": NAMES };

/**
 * @param {string} staging pkg-template's rooms and what the build adds
 * @param {string} pkg with its manifest
 */
export async function bundleAll(staging, pkg) {
  const { version } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
  write(join(staging, "driver/version.js"), `export const VERSION = ${JSON.stringify(version)};\n`);
  for (const bundle of BUNDLES) {
    await bundleOne(staging, pkg, bundle);
  }
  for (const [name, members] of Object.entries(HANDED_ON)) {
    const lines = [`import module from "../cjs/${name}";`, `export const { ${members.join(", ")} } = module;`, "export default EventSourcePolyfill;"];
    write(join(pkg, "node", name), `${lines.join("\n")}\n`);
  }
  for (const name of COMPANIONS) {
    // For readers that know no `exports`.
    write(join(pkg, name, "package.json"), `${JSON.stringify({ main: `../cjs/${name}.js`, types: `../cjs/${name}.d.ts` })}\n`);
  }
  for (const folder of ["cjs", "src"]) {
    write(join(pkg, folder, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  }
}

/**
 * @param {string} staging
 * @param {string} pkg
 * @param {Bundle} bundle
 */
async function bundleOne(staging, pkg, { entry, file, format, minify = false, requires = false, footer = format === "cjs" ? PLAIN_EXPORTS : "" }) {
  const outfile = join(pkg, file);
  const toRoot = relative(dirname(outfile), pkg);
  const folder = toRoot === "" ? "./" : `${toRoot}/`;
  await build({
    entryPoints: [join(staging, "entries", entry)],
    outfile,
    define: { FOLDER: JSON.stringify(folder), IMPORTS: String(!file.startsWith("src/")) },
    mangleProps: INTERNAL,
    // Otherwise one of what no engine before it has is lowered to what none has.
    supported: { "dynamic-import": !requires, "import-meta": true },
    external: ["vue", "react"],
    plugins: [outside(folder, file.startsWith("esm/"))],
    // umd.js asks which of these names there are.
    logOverride: { "commonjs-variable-in-esm": "silent" },
    sourcemap: minify ? false : "linked",
    footer: { js: footer },
    ...{ bundle: true, minify, format, target: TARGET, charset: "ascii", legalComments: "none", logLevel: "warning" },
  });
  if (entry === "umd.js") {
    // Of those who read exports none comes here; who does not has the whole of it in one bundle.
    const [before, after, ...more] = readFileSync(outfile, "utf8").split("requireJavascriptForm()");
    if (after === undefined || more.length > 0) throw new Error("umd.js requires the JavaScript form at one place");
    write(outfile, `${before}require("${folder}${SCRIPT}")${after}`);
  }
  if (!minify) {
    withoutInlinedText(`${outfile}.map`);
  }
}

/**
 * What a bundle finds beside it in the package.
 * @param {string} folder the package's, from the bundle's
 * @param {boolean} isEsm whether it lies in esm/
 * @returns {import("esbuild").Plugin}
 */
function outside(folder, isEsm) {
  return {
    name: "outside",
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^\\./${SCRIPT.replaceAll(".", "\\.")}$`) }, () => ({ path: `${folder}${SCRIPT}`, external: true }));
      // A companion's: it lies beside the others, and in esm/ one below the class.
      onResolve({ filter: /^\.(\.\/entries)?\/(index|shared)\.js$/ }, ({ path }) => {
        const name = path.replace(/^.*\//, "");
        return { path: name === "index.js" && isEsm ? `../${name}` : `./${name}`, external: true };
      });
    },
  };
}

/**
 * A source map holds the sources, but for the wasm's text: it is the same in both.
 * @param {string} file
 */
function withoutInlinedText(file) {
  const map = JSON.parse(readFileSync(file, "utf8"));
  map.sources.forEach((source, i) => {
    map.sources[i] = source.replace(/^.*\/(?=(entries|face|delivery|driver|platform|composable|sharing)\/)/, "");
    // Of each something: else readers of maps look for the file.
    if (/wasm-text|driver-javascript/.test(source)) map.sourcesContent[i] = "// What the build made of the Rust code.\n";
  });
  write(file, JSON.stringify(map));
}

/**
 * @param {string} file
 * @param {string} content
 */
function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
