// @ts-check

/**
 * Whether pages can find each other. Not in an insecure context, of which the locks and the digest are
 * missing, not in an opaque origin, and not outside a browser. A stream can be sent once, and no two forms
 * are the same: each has a boundary of its own.
 *
 * @param {import("../face/settings.js").Settings} settings
 */
export function canShare({ body }) {
  if (typeof self !== "object" || !self.origin || self.origin === "null") return false;
  const { navigator, crypto, BroadcastChannel, FormData, ReadableStream } = self;
  const isOne = body instanceof ReadableStream || body instanceof FormData;
  return Boolean(navigator?.locks && crypto?.subtle && BroadcastChannel && !isOne);
}
