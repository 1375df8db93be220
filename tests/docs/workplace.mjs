// @ts-check
/**
 * Where blocks are checked: a folder outside the repository with the packed tarball installed under
 * both its names, and in another one the packages that a migration leaves behind.
 *
 *   after/node_modules/event-source-polyfill-wasm   the tarball
 *   after/node_modules/event-source-polyfill        the tarball, by its alias
 *   after/<document>/…                              blocks
 *   before/<document>/…                             blocks marked "before"
 *   node_modules                                    what tests/docs/package.json names
 */

import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";
import { folder as tools } from "./document.mjs";

/** @typedef {import("./document.mjs").Block} Block */

/**
 * JavaScript without a name is compiled as TypeScript, which it is too: in files of JavaScript the
 * compiler takes `source.onmessage = …` for a declaration and does not know the event.
 */
export const EXTENSIONS = { js: "ts", ts: "ts", tsx: "tsx", vue: "vue" };

/** @param {string} prefix of the folder's name */
export async function makeWorkplace(prefix) {
  const { folder, remove } = temporaryFolder(prefix);
  const installed = join(folder, "after/node_modules/event-source-polyfill-wasm");
  mkdirSync(installed, { recursive: true });
  mkdirSync(join(folder, "before"));
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed]);
  symlinkSync("event-source-polyfill-wasm", join(dirname(installed), "event-source-polyfill"));
  symlinkSync(join(tools, "node_modules"), join(folder, "node_modules"));
  for (const side of ["before", "after"]) {
    writeFileSync(join(folder, side, "package.json"), JSON.stringify({ private: true, type: "module" }));
    cpSync(join(tools, "reader.d.ts"), join(folder, side, "reader.d.ts"));
    cpSync(join(tools, "classic.d.ts"), join(folder, side, "classic.d.ts"));
  }

  return {
    folder,
    /** The package. */
    installed,
    remove,

    /**
     * @param {Block} block
     * @param {string} [part] of a block that holds several
     * @param {string} [code]
     * @returns the file's path in the folder
     */
    write(block, part = "", code = block.code) {
      const path = place(block, part);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
      return path;
    },
  };
}

/**
 * @param {Block} block
 * @param {string} part
 */
function place({ document, line, language, words, file }, part) {
  const side = words.includes("before") ? "before" : "after";
  const extension = EXTENSIONS[/** @type {keyof typeof EXTENSIONS} */ (language)] ?? "ts";
  const worker = words.includes("worker") ? ".worker" : "";
  return join(side, document.replace(/\.md$/, "").replaceAll("/", "-"), file ?? `block-${line}${part}${worker}.${extension}`);
}
