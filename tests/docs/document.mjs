// @ts-check
/** A document: its code blocks, headings, tables and links, as markdown-it reads them. */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/process.mjs";
import { setUpNpm } from "../../scripts/setup.mjs";

/** What the suites import and the blocks too: tests/docs/package.json. */
export const folder = join(root, "tests/docs");
await setUpNpm(folder);
const { default: MarkdownIt } = await import("markdown-it");

/**
 * A fenced block. Its first line says the language and what is to know, for instance
 * ```` ```ts before file=connect.ts ````
 *
 * @typedef {object} Block
 * @property {string} document
 * @property {number} line of the fence, from 1
 * @property {string} language
 * @property {string[]} words before: with the packages that a migration leaves; worker: in a worker;
 *   error: must not compile
 * @property {string} [file] by which other blocks of the document import it
 * @property {string} [run] the scenario of running.test.mjs that runs it
 * @property {string} code
 */

/** The documents whose blocks are checked, by their paths in the repository. */
export const documents = [
  ...["README.md", "README.zh-CN.md", "pkg-template/README.md"],
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
    .map((path) => join("docs", path))
    .sort(),
].filter((path) => existsSync(join(root, path)));

/** @param {string} path in the repository */
export function readDocument(path) {
  const tokens = new MarkdownIt().parse(readFileSync(join(root, path), "utf8"), {});
  const inline = tokens.flatMap((token) => token.children ?? []);
  const following = (/** @type {string} */ type) =>
    tokens.flatMap((token, index) => (token.type === type ? [tokens[index + 1]] : []));

  return {
    blocks: tokens.filter(({ type }) => type === "fence" || type === "code_block").map((token) => block(path, token)),
    headings: following("heading_open").map(({ content, markup }) => ({ content, markup })),
    levels: tokens.filter(({ type }) => type === "heading_open").map(({ markup }) => markup),
    tables: tables(tokens),
    /** Inline code. */
    code: inline.filter(({ type }) => type === "code_inline").map(({ content }) => content),
    links: inline.filter(({ type }) => type === "link_open").map((token) => token.attrGet("href") ?? ""),
  };
}

/**
 * @param {string} document
 * @param {{ info: string, content: string, map: [number, number] | null }} token
 * @returns {Block}
 */
function block(document, { info, content, map }) {
  const [language = "", ...rest] = info.split(/\s+/).filter(Boolean);
  const named = Object.fromEntries(rest.filter((word) => word.includes("=")).map((word) => word.split("=")));
  const words = rest.filter((word) => !word.includes("="));
  return { document, line: (map?.[0] ?? 0) + 1, language, words, ...named, code: content };
}

/**
 * The cells of every row of every table, heads included.
 *
 * @param {import("markdown-it").Token[]} tokens
 */
function tables(tokens) {
  /** @type {string[][][]} */
  const found = [];
  for (const [index, { type }] of tokens.entries()) {
    if (type === "table_open") found.push([]);
    else if (type === "tr_open") found.at(-1)?.push([]);
    else if (type === "th_open" || type === "td_open") found.at(-1)?.at(-1)?.push(tokens[index + 1].content);
  }
  return found;
}
