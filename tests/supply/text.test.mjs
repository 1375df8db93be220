// @ts-check
/**
 * Claim: what the shipped forms make of a stream's bytes is what the platform's decoder makes of them. The
 * vectors that WebAssembly has are in none of the native tests. PACKAGE_TARBALL picks the package.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { run, temporaryFolder } from "../e2e/child.mjs";
import { tarball } from "../e2e/consumer.mjs";

const { folder, remove } = temporaryFolder("event-source-text-");
await run("tar", ["-xzf", tarball, "-C", folder]);
after(remove);

const LINE_ENDS = [0x0a, 0x0d];

/**
 * Each character of the basic plane in runs longer than a vector, behind every number of bytes that a vector may
 * begin with; those of the other planes, which no vector takes, one after the other.
 */
const characters = [
  ...Array.from({ length: 0x1_0000 }, (_, character) => character)
    .filter((character) => !LINE_ENDS.includes(character) && !(character >= 0xd800 && character <= 0xdfff))
    .map((character) => "x".repeat(character % 16) + String.fromCodePoint(character).repeat(11)),
  ...Array.from({ length: 0x1000 }, (_, row) =>
    Array.from({ length: 0x100 }, (_, character) => String.fromCodePoint(0x1_0000 + 0x100 * row + character)).join(""),
  ),
].map((text) => Buffer.from(text));

/** Ten characters of three bytes, the first and last of each kind among them, with each byte replaced by every other. */
const illFormed = ["你好世界中文字符服务", "\u0800\u0fff\u1000\ucfff\ud000\ud7ff\ue000\uffff\ufeff\u8000"].flatMap((text) => {
  const bytes = Buffer.from(text);
  return Array.from(bytes, (_, place) =>
    Array.from({ length: 256 }, (_, byte) => byte)
      .filter((byte) => !LINE_ENDS.includes(byte))
      .map((byte) => Buffer.from(bytes).fill(byte, place, place + 1)),
  ).flat();
});

for (const form of ["node/index.js", "js.js"]) {
  describe(form, async () => {
    const { EventSourcePolyfill } = await import(pathToFileURL(join(folder, "package", form)).href);

    /**
     * @param {Buffer[]} texts each the data of an event
     * @param {number} size of the chunks, in bytes
     */
    const check = async (texts, size) => {
      const bytes = Buffer.concat(texts.flatMap((text) => [Buffer.from("data:"), text, Buffer.from("\n\n")]));
      let at = 0;
      const source = EventSourcePolyfill.fromReadableStream(
        new ReadableStream({
          pull(controller) {
            if (at < bytes.length) controller.enqueue(new Uint8Array(bytes.subarray(at, (at += size))));
            else controller.close();
          },
        }),
      );
      /** @type {string[]} */
      const heard = [];
      source.onmessage = (/** @type {MessageEvent} */ { data }) => void heard.push(data);
      await new Promise((resolve) => (source.onerror = resolve));
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      assert.equal(heard.length, texts.length);
      texts.forEach((text, i) => {
        const expected = decoder.decode(text).replace(/^ /, "");
        if (heard[i] !== expected) assert.equal(heard[i], expected, text.toString("hex"));
      });
    };

    for (const size of [1_460, 65_536]) {
      test(`every character, in chunks of ${size} bytes`, () => check(characters, size));
      test(`every byte in the place of another one, in chunks of ${size} bytes`, () => check(illFormed, size));
    }
  });
}
