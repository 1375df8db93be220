// @ts-check
/**
 * Claim: the shipped wasm has vectors in the event stream and nowhere else. A copy of two numbers that becomes
 * a vector anywhere costs WebKit tens of milliseconds of a page's first stream. PACKAGE_TARBALL picks the package.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";

/** Of binaryen's text. */
const VECTOR = /\b(v128|[if]\d+x\d+)\./;
/** What a search, a comparison or a transcoding does with vectors, and a copy does not. */
const WORK = /\bi8x16\.(bitmask|shuffle|eq|ne)\b/;

const { folder, remove } = temporaryFolder("event-source-vectors-");
await run("tar", ["-xzf", tarball, "-C", folder]);
after(remove);

test("no function has vectors but for what it searches or writes", () => {
  const disassembler = fileURLToPath(new URL("../../node_modules/.bin/wasm-dis", import.meta.url));
  const text = execFileSync(disassembler, [join(folder, "package", "event-source.wasm")], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const functions = text.split(/\n \(func /).slice(1);
  const withVectors = functions.filter((code) => VECTOR.test(code));
  assert.ok(functions.length > 50 && withVectors.length > 0, "the text is read");
  assert.deepEqual(withVectors.filter((code) => !WORK.test(code)).map((code) => code.slice(0, 200)), []);
  assert.ok(withVectors.length <= 3, `${withVectors.length} functions have vectors`);
});
