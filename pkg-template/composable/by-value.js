// @ts-check

/**
 * A text that is equal for equal values. What is plain goes by its value, and so does what lists its
 * entries (Headers, URLSearchParams, FormData); functions, blobs, buffers and streams by their kind
 * alone: a component makes them anew at every rendering.
 *
 * @param {unknown} value
 */
export const byValue = (value) => JSON.stringify(value, (_, member) => plain(member));

/** @param {any} value */
function plain(value) {
  if (typeof value === "function" || typeof value === "number" || typeof value === "bigint") {
    return typeof value === "function" ? "function" : String(value);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) {
    return value;
  }
  return typeof value.entries === "function" && !ArrayBuffer.isView(value)
    ? [...value.entries()]
    : Object.prototype.toString.call(value);
}
