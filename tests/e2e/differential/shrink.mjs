// @ts-check
/** Shrinking a stream in the browser that shows the difference, as tests/streams does natively. */

/**
 * A part of a stream as the server tells it: bytes in hexadecimal digits, or null for the border of
 * a chunk.
 *
 * @typedef {string | null} Part
 */

/**
 * @param {Part[]} parts
 * @param {(parts: Part[]) => Promise<boolean>} fails
 */
export async function shrink(parts, fails) {
  const few = await leaveOut(parts, fails);
  const split = few.flatMap((part) => part?.match(/../g) ?? [part]);
  return (await fails(split)) ? leaveOut(split, fails) : few;
}

/**
 * Leaves out halves, quarters and so on, at last single parts until none can go.
 *
 * @param {Part[]} parts
 * @param {(parts: Part[]) => Promise<boolean>} fails
 */
async function leaveOut(parts, fails) {
  for (let size = parts.length; size > 0; ) {
    const before = parts.length;
    for (let start = 0; start < parts.length; ) {
      const without = parts.toSpliced(start, size);
      if (await fails(without)) parts = without;
      else start += size;
    }
    size = size === 1 && parts.length < before ? 1 : Math.floor(size / 2);
  }
  return parts;
}

/**
 * The chunks, each in hexadecimal digits.
 *
 * @param {Part[]} parts
 */
export function chunks(parts) {
  return parts
    .map((part) => part ?? "|")
    .join("")
    .split("|")
    .filter((chunk) => chunk !== "");
}

/**
 * The chunks as text, whatever is not printable ASCII escaped.
 *
 * @param {Part[]} parts
 */
export function escape(parts) {
  const text = (/** @type {string} */ chunk) => [...Buffer.from(chunk, "hex")].map(escapeByte).join("");
  return chunks(parts)
    .map((chunk) => `"${text(chunk)}"`)
    .join(" | ");
}

/** @param {number} byte as a Rust byte string has it */
function escapeByte(byte) {
  if (byte === 0x0a) return "\\n";
  if (byte === 0x0d) return "\\r";
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
  if (byte < 0x20 || byte > 0x7e) return `\\x${byte.toString(16).padStart(2, "0")}`;
  return String.fromCharCode(byte);
}
