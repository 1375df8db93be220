// @ts-check
/**
 * UTF-8 both ways, for well-formed text. Jest's jsdom has neither class; what stands in is slower and
 * the same otherwise.
 */
import { scope } from "./scope.js";

/** Bytes that go into one call as arguments. */
const ARGUMENTS = 4096;

/** @returns {{ encode(text: string): Uint8Array<ArrayBuffer> }} */
export function textEncoder() {
  return scope.TextEncoder
    ? new scope.TextEncoder()
    : {
        encode: (text = "") => Uint8Array.from(unescape(encodeURIComponent(text)), (byte) => byte.charCodeAt(0)),
      };
}

/**
 * @param {boolean} [ignoreBOM] whether a BOM is text like any other
 * @returns {{ decode(bytes?: ArrayBufferView, options?: { stream: boolean }): string }}
 */
export function textDecoder(ignoreBOM = true) {
  return scope.TextDecoder
    ? new scope.TextDecoder("utf-8", { ignoreBOM })
    : { decode: (/** @type {any} */ bytes = []) => decodeURIComponent(escape(characters(bytes))) };
}

/** By the bytes of a unit. @type {Record<number, { decode(units: ArrayBufferView): string }>} */
const decoders = {};

/**
 * The text of ASCII bytes or of well-formed UTF-16.
 * @param {Uint8Array | Uint16Array} units
 */
export function decodeUnits(units) {
  const bytes = units.BYTES_PER_ELEMENT;
  decoders[bytes] = decoders[bytes] || decoderOfUnits(bytes > 1 ? "utf-16le" : "utf-8");
  return decoders[bytes].decode(units);
}

/** @param {string} label */
function decoderOfUnits(label) {
  return scope.TextDecoder ? new scope.TextDecoder(label, { ignoreBOM: true }) : { decode: characters };
}

/**
 * A character for each number.
 * @param {Uint8Array | Uint16Array} units
 */
export function characters(units) {
  let text = "";
  for (let i = 0; i < units.length; i += ARGUMENTS) {
    text += String.fromCharCode.apply(null, /** @type {any} */ (units.subarray(i, i + ARGUMENTS)));
  }
  return text;
}
