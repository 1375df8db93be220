// @ts-check
/** README.md and README.zh-CN.md have the same content, as far as a program can say. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocument } from "./document.mjs";

const ENGLISH = "README.md";
const CHINESE = "README.zh-CN.md";
const english = readDocument(ENGLISH);
const chinese = readDocument(CHINESE);

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
