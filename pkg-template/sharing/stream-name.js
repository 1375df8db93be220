// @ts-check
/**
 * The name of a stream, by which pages find each other: of a lock and of a channel. It is a hash, since
 * any script of the origin can read it, and a URL may hold a token.
 */

/** Pages of other versions of the protocol are others: a deploy leaves both open. */
const PROTOCOL = 1;

/**
 * @param {string} url
 * @param {import("../face/settings.js").Settings} settings
 * @param {unknown} headers
 * @param {string | null} share
 */
export async function streamName(url, { withCredentials, method = "GET", body, lastEventIdQueryParameterName }, headers, share) {
  const own = typeof headers === "function" ? [] : [...new Headers(/** @type {any} */ (headers))];
  const sent = typeof body === "function" || await digest(await new Response(/** @type {any} */ (body)).arrayBuffer());
  const parts = [url.replace(/#.*/, ""), withCredentials, method, lastEventIdQueryParameterName, share, own, sent];
  return `event-source-polyfill/${PROTOCOL}/${await digest(new TextEncoder().encode(JSON.stringify(parts)))}`;
}

/**
 * SHA-256, in hex.
 * @param {BufferSource} bytes
 */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => (byte + 256).toString(16).slice(1)).join("");
}
