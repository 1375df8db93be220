// Bytes to the text that pkg-template/driver/inlined.js decodes.
import { CHARACTERS } from "../pkg-template/driver/inlined.js";

/** How many of the characters stand for a byte alone; the others are prefixes for the rest. */
const SINGLES = CHARACTERS.length - 2;

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string, alphabet: string }}
 */
export function encodeInlined(bytes) {
  const count = new Array(256).fill(0);
  for (const byte of bytes) {
    count[byte]++;
  }
  const all = count.map((_, byte) => byte);
  const single = [...all].sort((a, b) => count[b] - count[a] || a - b).slice(0, SINGLES);
  const rest = all.filter((byte) => !single.includes(byte));

  const codes = new Array(256);
  single.forEach((byte, i) => {
    codes[byte] = CHARACTERS[i];
  });
  rest.forEach((byte, i) => {
    const prefix = CHARACTERS[SINGLES + Math.floor(i / CHARACTERS.length)];
    codes[byte] = prefix + CHARACTERS[i % CHARACTERS.length];
  });
  return {
    text: Array.from(bytes, (byte) => codes[byte]).join(""),
    alphabet: single.map((byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}
