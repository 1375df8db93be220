// @ts-check
/** Claim: the text of the wasm gives back its bytes, and no way of quoting or minifying changes it. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { CHARACTERS, decodeInlined } from "../../pkg-template/driver/inlined.js";
import { encodeInlined } from "../../scripts/inline.mjs";

/** @type {[string, Uint8Array][]} */
const samples = [
  ["nothing", new Uint8Array()],
  ["one byte", Uint8Array.of(0)],
  ["every byte", Uint8Array.from({ length: 256 }, (_, byte) => byte)],
  ["every byte, backwards", Uint8Array.from({ length: 256 }, (_, byte) => 255 - byte)],
  ["every pair", Uint8Array.from({ length: 2 * 65_536 }, (_, i) => (i % 2 ? i >> 9 : i >> 1) & 255)],
  ["few kinds", Uint8Array.from({ length: 10_000 }, (_, i) => (i * i) % 7)],
  ["the high bytes often", Uint8Array.from({ length: 40_000 }, (_, i) => 255 - (((i * 7919) % 200) >> (i % 5)))],
  ["noise", randomBytes(100_000)],
];

for (const [title, bytes] of samples) {
  test(`there and back: ${title}`, () => {
    const { text, alphabet } = encodeInlined(bytes);
    const decoded = decodeInlined(text, alphabet);
    assert.ok(decoded.length === bytes.length && Buffer.compare(decoded, bytes) === 0, `of ${bytes.length} bytes`);
    // The view is of nothing else: WebAssembly.Module takes the whole.
    assert.equal(decoded.buffer.byteLength, bytes.length);
    assert.ok([...text].every((character) => CHARACTERS.includes(character)));
  });
}

test("the text needs no escape in any quotes, template, script element or encoding", () => {
  assert.match(CHARACTERS, /^[ -~]+$/);
  assert.doesNotMatch(CHARACTERS, /["'`\\$<>]/);
  assert.equal(new Set(CHARACTERS).size, CHARACTERS.length);
});

test("the format, by hand", () => {
  const last = CHARACTERS.length - 1;
  // One byte has a character of its own; the next character is the first prefix.
  assert.deepEqual([...decodeInlined(" ! !!!#", "41")], [0x41, 0, 1, 2]);
  assert.deepEqual([...decodeInlined(`!${CHARACTERS[last]}# `, "41")], [last + 1, last + 2], "0x41 is not among the rest");
  assert.deepEqual([...decodeInlined("! ", "00")], [1]);
});

test("the commonest bytes take one character", () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i % 10 ? 200 : i % 256));
  const { text, alphabet } = encodeInlined(bytes);
  assert.ok(alphabet.startsWith("c8"));
  assert.ok(text.length <= bytes.length + 100, `${text.length} characters`);
});
