// @ts-check
/** A document and its Chinese have the same content, as far as a program can say. */

import assert from "node:assert/strict";
import { basename } from "node:path";
import { describe, test } from "node:test";
import { documents, readDocument } from "./document.mjs";

const pairs = documents.filter((path) => path.endsWith(".zh-CN.md")).map((path) => [path.replace(".zh-CN.md", ".md"), path]);
assert.ok(pairs.length > 0);

for (const [englishPath, chinesePath] of pairs) describe(englishPath, () => agree(englishPath, chinesePath));

/**
 * @param {string} englishPath
 * @param {string} chinesePath
 */
function agree(englishPath, chinesePath) {
  const [ENGLISH, CHINESE] = [basename(englishPath), basename(chinesePath)];
  const english = readDocument(englishPath);
  const chinese = readDocument(chinesePath);

  test("each links to the other", () => {
    assert.ok(english.links.includes(CHINESE));
    assert.ok(chinese.links.includes(ENGLISH));
  });

  test("the same headings, level by level", () => {
    assert.deepEqual(chinese.levels, english.levels);
  });

  test("the same code blocks", () => {
    const words = (/** @type {typeof english} */ { blocks }) => blocks.map(({ language, code }) => ({ language, code }));
    assert.deepEqual(words(chinese), words(english));
  });

  test("the same links, in the same order", () => {
    const others = (/** @type {typeof english} */ { links }) => links.filter((link) => link !== ENGLISH && link !== CHINESE);
    assert.deepEqual(others(chinese), others(english));
  });

  test("tables of as many rows and cells", () => {
    const shape = (/** @type {typeof english} */ { tables }) => tables.map((table) => table.map((row) => row.length));
    assert.deepEqual(shape(chinese), shape(english));
  });

  test("tables have the same numbers, and the same code in each row", () => {
    const facts = (/** @type {typeof english} */ { tables }) =>
      tables.map((table) => table.map((row) => row.join(" ").match(/`[^`]+`|\d+(?: \d{3})+/g)?.toSorted() ?? []));
    assert.deepEqual(facts(chinese), facts(english));
  });

  test("no heading and no row was left in English", () => {
    const cells = chinese.tables.flatMap((table) => table.map((row) => row.join(" ")));
    const texts = [...cells, ...chinese.headings.map(({ content }) => content)];
    const words = texts.filter((text) => !/\p{Script=Han}/u.test(text)).map((text) => text.replace(/`[^`]*`/g, ""));
    // What remains are names, of products and formats.
    assert.deepEqual(words.filter((text) => /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/.test(text)), []);
  });
}
