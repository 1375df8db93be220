// @ts-check
/**
 * Bytes from byte-aligned ASCII: one character for each of the commonest bytes, two for the rest.
 * Base64 would cost a quarter more after gzip, which finds repetitions by bytes.
 *
 * `scripts/inline.mjs` encodes; both sides take the characters from the alphabet they share.
 */

/** No character that any way of quoting must escape. */
const CHARACTERS = " !#%&()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

/**
 * @param {string} text
 * @param {string} alphabet the bytes that one character stands for, in hex, in CHARACTERS' order;
 *   the characters behind them are prefixes of the remaining bytes in ascending order
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decodeInlined(text, alphabet) {
  const single = Array.from(/** @type {string[]} */ (alphabet.match(/../g)), (hex) => parseInt(hex, 16));
  const rest = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !single.includes(byte));
  const rank = new Uint8Array(128);
  for (let i = 0; i < CHARACTERS.length; i++) {
    rank[CHARACTERS.charCodeAt(i)] = i;
  }
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const value = rank[text.charCodeAt(i)];
    bytes[length++] =
      value < single.length
        ? single[value]
        : rest[(value - single.length) * CHARACTERS.length + rank[text.charCodeAt(++i)]];
  }
  return bytes.slice(0, length);
}

export { CHARACTERS };
