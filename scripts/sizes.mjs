// The bytes of each entry as a page would receive them, beside their budgets.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const KIB = 1024;

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
 * @param {string} pkg the built package's folder
 * @returns {{ entry: string, raw: number, gzip: number, brotli: number, budget: string, within: boolean }[]}
 */
export function sizes(pkg) {
  const bundle = (entry) =>
    Buffer.from(
      buildSync({
        entryPoints: [join(pkg, entry)],
        // A chunk of its own.
        external: ["./driver-javascript.js"],
        ...{ bundle: true, minify: true, format: "esm", write: false },
      }).outputFiles[0].contents,
    );
  const wasm = readFileSync(join(pkg, "event-source.wasm"));
  const index = measure([bundle("index.js")]);
  const slim = measure([bundle("slim.js"), wasm]);
  const classic = measure([readFileSync(join(pkg, "event-source-polyfill.min.js"))]);
  const javascript = measure([readFileSync(join(pkg, "driver-javascript.js"))]);
  return [
    { entry: ". (inlined)", ...index, budget: "20 KiB gzip", within: index.gzip <= 20 * KIB },
    { entry: "./slim (js + wasm)", ...slim, budget: "14 KiB brotli", within: slim.brotli <= 14 * KIB },
    { entry: "classic script", ...classic, budget: "", within: true },
    { entry: "the JavaScript form", ...javascript, budget: "", within: true },
    { entry: "event-source.wasm", ...measure([wasm]), budget: "", within: true },
  ];
}

/** @param {ReturnType<typeof sizes>} rows */
export function printSizes(rows) {
  const line = (...cells) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(15) : cell.padEnd(20))).join(""));
  line("bytes, minified", "raw", "gzip -9", "brotli 11", "budget", "");
  for (const { entry, raw, gzip, brotli, budget, within } of rows) {
    line(entry, raw, gzip, brotli, budget, budget && (within ? "within" : "ABOVE"));
  }
}
