// The bytes of each entry as a page would receive them: beside their budgets, beside what was accepted
// last, beside the peers measured the same way.
//
// Not here: what a page receives of a class that it never constructs (tests/packaging/shaken.mjs).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { root } from "./process.mjs";

/** @typedef {{ entry: string, raw: number, gzip: number, brotli: number }} Row */

/** What the design promises. */
const BUDGETS = {
  ".": { form: "gzip", bytes: 23_000, text: "23 000 gzip" },
  "./slim, js + wasm": { form: "brotli", bytes: 18_500, text: "18 500 brotli" },
};

/** What --accept wrote last; the ceilings are a little above. */
const ACCEPTED = join(root, "scripts/accepted-sizes.json");
const ALLOWANCE = 0.01;

/** What is compared with, where the benchmarks' packages are installed. */
const PEERS = ["event-source-polyfill", "eventsource", "@microsoft/fetch-event-source"];
const peersFolder = join(root, "benches/node_modules");

/** Raw, gzip -9 and brotli 11 bytes of all `contents` together, each compressed by itself. */
function measure(contents) {
  const sum = (size) => contents.reduce((total, content) => total + size(content), 0);
  return {
    raw: sum((content) => content.length),
    gzip: sum((content) => gzipSync(content, { level: 9 }).length),
    brotli: sum(
      (content) =>
        brotliCompressSync(content, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: 11,
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          },
        }).length,
    ),
  };
}

/**
 * A module with all that it exports, minified.
 * @param {string} folder
 * @param {string} module a file there or a package that is found from there
 * @param {string[]} [external] what it imports and does not bring
 */
function bundle(folder, module, external = []) {
  const { outputFiles } = buildSync({
    entryPoints: [module],
    absWorkingDir: folder,
    external,
    ...{ bundle: true, minify: true, format: "esm", write: false, logLevel: "warning", legalComments: "none" },
  });
  return Buffer.from(outputFiles[0].contents);
}

/**
 * @param {string} pkg the built package's folder
 * @returns {Row[]}
 */
export function sizes(pkg) {
  const read = (file) => readFileSync(join(pkg, file));
  const module = (file, external) => bundle(pkg, `./${file}`, external);
  const wasm = read("event-source.wasm");
  const slim = module("slim.js");
  return [
    { entry: ".", ...measure([module("index.js")]) },
    { entry: "./slim, js + wasm", ...measure([slim, wasm]) },
    { entry: "./slim, js", ...measure([slim]) },
    { entry: "event-source.wasm", ...measure([wasm]) },
    { entry: "./js", ...measure([module("js.js")]) },
    { entry: "./vue, what it adds", ...measure([module("esm/vue.js", ["vue", "../index.js", "./shared.js"])]) },
    { entry: "./react, what it adds", ...measure([module("esm/react.js", ["react", "../index.js", "./shared.js"])]) },
    { entry: "./shared, what it adds", ...measure([module("esm/shared.js", ["../index.js"])]) },
    { entry: "classic script", ...measure([read("event-source-polyfill.js")]) },
    { entry: "classic script, min", ...measure([read("event-source-polyfill.min.js")]) },
    { entry: "JavaScript form, a file", ...measure([read("event-source-polyfill.javascript.js")]) },
  ];
}

/**
 * The peers that are installed for the benchmarks; none where they are not.
 * @returns {Row[]}
 */
export function peerSizes() {
  return PEERS.filter((name) => existsSync(join(peersFolder, name))).map((name) => {
    const { version } = JSON.parse(readFileSync(join(peersFolder, name, "package.json"), "utf8"));
    return { entry: `${name} ${version}`, ...measure([bundle(peersFolder, name)]) };
  });
}

/** @param {Row[]} rows */
export function printSizes(rows) {
  const line = (entry, ...cells) => console.log(entry.padEnd(36) + cells.map((cell) => String(cell).padStart(14)).join(""));
  line("bytes, bundled and minified", "raw", "gzip -9", "brotli 11", "budget", "");
  for (const { entry, raw, gzip, brotli } of rows) {
    const budget = BUDGETS[entry];
    const within = budget && { gzip, brotli }[budget.form] <= budget.bytes;
    line(entry, raw, gzip, brotli, ...(budget ? [budget.text, within ? "within" : "ABOVE"] : []));
  }
}

/**
 * What has grown above its ceiling, and what was never accepted.
 * @param {Row[]} rows
 * @param {Record<string, { gzip: number, brotli: number }>} [accepted]
 * @returns {string[]}
 */
export function aboveCeiling(rows, accepted = JSON.parse(readFileSync(ACCEPTED, "utf8"))) {
  const gone = Object.keys(accepted).filter((entry) => !rows.some((row) => row.entry === entry));
  return [
    ...gone.map((entry) => `${entry}: not measured any more`),
    ...rows.flatMap(({ entry, ...bytes }) => {
      if (!(entry in accepted)) {
        return `${entry}: no accepted size`;
      }
      return Object.entries(accepted[entry]).flatMap(([form, before]) => {
        const growth = bytes[form] / before - 1;
        // Not `>`: what is no number is no size.
        return growth <= ALLOWANCE ? [] : `${entry}: ${form} ${before} → ${bytes[form]}, ${(100 * growth).toFixed(1)} % more`;
      });
    }),
  ];
}

/**
 * Makes these sizes the ones that the ceilings are above.
 * @param {Row[]} rows
 */
export function accept(rows) {
  const sizes = Object.fromEntries(rows.map(({ entry, gzip, brotli }) => [entry, { gzip, brotli }]));
  writeFileSync(ACCEPTED, `${JSON.stringify(sizes, null, 2)}\n`);
}
