// @ts-check
/**
 * The name of a stream, by which pages find each other: of a lock and of a channel. It is a hash, since
 * any script of the origin can read it, and a URL may hold a token.
 */

/** Pages of other versions of the protocol are others: a deploy leaves both open. */
const PROTOCOL = 1;

/**
 * What goes by what is sent, Fetch says: the method's case, the type that a body has by itself. A function's
 * may be anything.
 *
 * @param {string} url
 * @param {import("../face/settings.js").Settings} settings
 * @param {unknown} headers
 * @param {string | null} share
 */
export async function streamName(url, { withCredentials, method, body, lastEventIdQueryParameterName }, headers, share) {
  const [own, content] = [headers, body].map((part) => (typeof part === "function" ? undefined : /** @type {any} */ (part)));
  const sent = new Response(content, { headers: own });
  /** @type {unknown[]} */
  const parts = [url.replace(/#.*/, ""), withCredentials, new Request("http://localhost", { method }).method, lastEventIdQueryParameterName, share];
  parts.push(...sent.headers, body === content, await digest(await sent.arrayBuffer()));
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
