// @ts-check
/**
 * UTF-8 both ways, for well-formed text. Jest's jsdom has neither class; what stands in is slower and
 * the same otherwise.
 */
import { scope } from "./scope.js";

/** Bytes that go into one call as arguments. */
const ARGUMENTS = 4096;

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encode(text) {
  return scope.TextEncoder
    ? new scope.TextEncoder().encode(text)
    : Uint8Array.from(unescape(encodeURIComponent(text)), (byte) => byte.charCodeAt(0));
}

/**
 * @param {boolean} [ignoreBOM] whether a BOM is text like any other
 * @param {string} [label]
 * @param {(units: any) => string} [otherwise] what stands in
 * @returns {{ decode(units?: ArrayBufferView, options?: { stream: boolean }): string }}
 */
export function textDecoder(ignoreBOM = true, label = "utf-8", otherwise = decodeUtf8) {
  return scope.TextDecoder ? new scope.TextDecoder(label, { ignoreBOM }) : { decode: otherwise };
}

/** @param {any} [bytes] */
const decodeUtf8 = (bytes = []) => decodeURIComponent(escape(characters(bytes)));

/** By the bytes of a unit. @type {Record<number, { decode(units: ArrayBufferView): string }>} */
let decoders = {};

/** Bytes that they have decoded. In Safari one throws behind 2 GiB of them. */
let decoded = 0;
const MOST_DECODED = 0x7f000000;

/**
 * The text of well-formed UTF-8 or UTF-16.
 * @param {Uint8Array | Uint16Array} units
 */
export function decodeUnits(units) {
  const bytes = units.BYTES_PER_ELEMENT;
  decoded += units.byteLength;
  if (decoded > MOST_DECODED) {
    decoded = units.byteLength;
    decoders = {};
  }
  decoders[bytes] = decoders[bytes] || (bytes > 1 ? textDecoder(true, "utf-16le", characters) : textDecoder());
  return decoders[bytes].decode(units);
}

/**
 * A character for each number.
 * @param {Uint8Array | Uint16Array} units
 */
function characters(units) {
  let text = "";
  for (let i = 0; i < units.length; i += ARGUMENTS) {
    text += String.fromCharCode.apply(null, /** @type {any} */ (units.subarray(i, i + ARGUMENTS)));
  }
  return text;
}
