// @ts-check
/** vue-tsc over all blocks at once: pages, workers, classic scripts, and what there was before a migration. */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const STRICT = {
  ...{ target: "esnext", module: "esnext", moduleResolution: "bundler", moduleDetection: "force" },
  ...{ strict: true, jsx: "react-jsx", noEmit: true, allowJs: true, checkJs: true, types: [] },
  // The peers' declarations need more than they declare; ours are checked by tests/types.
  skipLibCheck: true,
};
const PAGE = ["esnext", "dom", "dom.iterable", "dom.asynciterable"];
const WORKER = ["esnext", "webworker", "webworker.iterable", "webworker.asynciterable"];

const BLOCKS = ["js", "ts", "tsx", "vue"].map((extension) => `*/*.${extension}`);
const WORKERS = "*/*.worker.ts";
const CLASSIC = "*/*.classic.ts";

/** @type {[name: string, side: "before" | "after", configuration: object][]} */
const PROGRAMS = [
  ["page", "after", { lib: PAGE, include: ["reader.d.ts", ...BLOCKS], exclude: ["node_modules", WORKERS, CLASSIC] }],
  ["worker", "after", { lib: WORKER, include: ["reader.d.ts", WORKERS] }],
  ["classic", "after", { lib: PAGE, include: ["reader.d.ts", "classic.d.ts", CLASSIC] }],
  ["before", "before", { lib: PAGE, include: ["reader.d.ts", ...BLOCKS] }],
];

/**
 * @param {string} folder the workplace's
 * @returns {Map<string, string[]>} what is wrong, by the file's path in the folder
 */
export function compile(folder) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [name, side, { lib, ...files }] of /** @type {[string, string, any][]} */ (PROGRAMS)) {
    const project = join(folder, side, `tsconfig.${name}.json`);
    writeFileSync(project, JSON.stringify({ compilerOptions: { ...STRICT, lib }, ...files }));
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [join(folder, "node_modules/vue-tsc/bin/vue-tsc.js"), "-p", project, "--pretty", "false"],
      { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: undefined } },
    );
    if (error) throw error;
    let diagnostics = 0;
    for (const line of stdout.split("\n")) {
      const [, path, diagnostic] = /^(\S+?)\((\d+,\d+\): error .*)$/.exec(line) ?? [];
      if (path === undefined) continue;
      diagnostics++;
      found.set(path, [...(found.get(path) ?? []), diagnostic]);
    }
    if (status !== 0 && diagnostics === 0) throw new Error(`vue-tsc, ${name}: ${status}\n${stdout}${stderr}`);
  }
  return found;
}
