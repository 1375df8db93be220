// @ts-check
/** Every code block of the documents compiles, with the packed tarball and strictly, or is what its language says. */

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { compile } from "./compiler.mjs";
import { documents, readDocument } from "./document.mjs";
import { checkJava, checkJavaSyntax, checkJson, checkNginx, checkPage, checkRust, checkShell, scriptsOf } from "./languages.mjs";
import { EXTENSIONS, makeWorkplace } from "./workplace.mjs";

const WORDS = ["before", "worker", "error"];

const workplace = await makeWorkplace("event-source-documents-");
after(workplace.remove);

/** @type {Map<string, string[]>} */
let diagnostics = new Map();
/** @type {Set<string>} */
const written = new Set();

/** @param {Parameters<typeof workplace.write>} words */
function write(...words) {
  const path = workplace.write(...words);
  assert.ok(!written.has(path), `two blocks are ${path}`);
  written.add(path);
  return path;
}

/** @param {string} path */
const wrong = (path) => (diagnostics.get(path) ?? []).join("\n");

/**
 * @param {import("./document.mjs").Block} block
 * @returns {(t: import("node:test").TestContext) => unknown} the check
 */
function prepare(block) {
  const { document, line, language, words } = block;
  const folder = join(workplace.folder, `${document.replaceAll("/", "-")}-${line}`);
  const inFolder = () => mkdirSync(folder);
  if (language in EXTENSIONS) {
    const path = write(block);
    return () =>
      words.includes("error") ? assert.notEqual(wrong(path), "", "it compiles") : assert.equal(wrong(path), "");
  }
  switch (language) {
    case "html": {
      const paths = scriptsOf(block).map(({ kind, code }, index) =>
        write(block, kind === "classic" ? `-${index}.classic` : `-${index}`, code),
      );
      return () => {
        checkPage(block, workplace.installed);
        assert.equal(paths.map(wrong).join(""), "");
      };
    }
    case "json":
      return () => checkJson(block);
    case "sh":
      return () => checkShell(block);
    case "rust":
      return () => checkRust(block);
    case "nginx":
      return () => (inFolder(), checkNginx(block, folder));
    case "java":
      return (t) => {
        checkJavaSyntax(block);
        inFolder();
        if (!checkJava(block, folder)) t.diagnostic("no javac: its syntax was checked, its types were not");
      };
    case "text":
      // No code, and says so.
      return () => assert.notEqual(block.code.trim(), "");
    default:
      return () => assert.fail(`nobody knows how to check a block of ${language || "no language"}`);
  }
}

for (const document of documents) {
  describe(document, () => {
    for (const block of readDocument(document).blocks) {
      const check = prepare(block);
      test(`line ${block.line}, ${block.language}`, { timeout: 60_000 }, (t) => {
        assert.deepEqual(block.words.filter((word) => !WORDS.includes(word)), [], "words that nobody knows");
        return check(t);
      });
    }
  });
}

before(() => {
  diagnostics = compile(workplace.folder);
});

test("the compiler has nothing to say but of blocks", { timeout: 60_000 }, () => {
  assert.deepEqual([...diagnostics.keys()].filter((path) => !written.has(path)), []);
});
