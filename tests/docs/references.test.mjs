// @ts-check
/** What the documents point at is there: files, headings, tests, rows of the contract. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";
import { root } from "../../scripts/process.mjs";
import { departures } from "../e2e/departures.mjs";
import { documents, readDocument } from "./document.mjs";

const { default: GithubSlugger } = await import("github-slugger");

/** Inline code that names a file or a folder of the repository. */
const PATH = /^(?:benches|docs|examples|fuzz|pkg-template|scripts|src|tests|www)\/[\w./-]*$/;

/** @param {string} path of a document */
function anchors(path) {
  const slugger = new GithubSlugger();
  return readDocument(path).headings.map(({ content }) => slugger.slug(content.replace(/[`*]|\]\([^)]*\)|\[/g, "")));
}

for (const document of documents) {
  describe(document, () => {
    const { links, code } = readDocument(document);

    test("its links lead to files and headings that are there", () => {
      for (const link of links.filter((link) => !/^https:/.test(link))) {
        const [path, anchor] = link.split("#");
        const target = path === "" ? document : normalize(join(dirname(document), path));
        assert.ok(existsSync(join(root, target)), `${link}: there is no ${target}`);
        if (anchor !== undefined) assert.ok(anchors(target).includes(anchor), `${link}: no such heading`);
      }
    });

    test("the files that it names are there", () => {
      for (const path of code.filter((text) => PATH.test(text))) assert.ok(existsSync(join(root, path)), path);
    });
  });
}

test("a difference that README.md pins on the contract is a row of departures.mjs", () => {
  const { tables } = readDocument("README.md");
  const pins = tables.flat().map((row) => row.at(-1) ?? "").filter((pin) => pin.startsWith("`contract`"));
  assert.ok(pins.length > 0, "the table is there");
  const names = pins.flatMap((pin) => [...pin.matchAll(/"([^"]+)"/g)].map(([, name]) => name));
  assert.deepEqual(names.filter((name) => !Object.hasOwn(departures, name)), []);
});

test("every option is in the package's README, and every entry", () => {
  const declarations = readFileSync(join(root, "pkg-template/index.d.ts"), "utf8");
  const [, init = ""] = /export interface EventSourcePolyfillInit \{([\s\S]*?)\n\}/.exec(declarations) ?? [];
  const options = [...init.matchAll(/^  (\w+)\?:/gm)].map(([, option]) => option);
  assert.ok(options.length > 10, "the options are found");
  for (const option of options) {
    assert.ok(readDocument("pkg-template/README.md").code.includes(option), `${option} is not in the package's README`);
  }


  const { name, exports } = JSON.parse(readFileSync(join(root, "pkg-template/package.json"), "utf8"));
  const said = readDocument("pkg-template/README.md").code;
  const entries = Object.keys(exports).filter((entry) => entry !== "./package.json");
  assert.ok(entries.length > 0);
  for (const entry of entries) {
    const path = entry.slice(2);
    assert.ok([`${name}${entry.slice(1)}`, path].some((word) => said.includes(word)), `${entry} is not in the package's README`);
  }
});
