// @ts-check
import { isStream } from "../face/settings.js";
import { scope } from "../platform/scope.js";

/**
 * Whether pages can find each other. Not in an insecure context, of which the locks and the digest are
 * missing, not in an opaque origin, and not outside a browser. A stream can be sent once.
 *
 * @param {import("../face/settings.js").Settings} settings
 */
export function canShare({ body }) {
  const { origin, navigator, crypto, BroadcastChannel } = scope;
  return Boolean(origin && origin !== "null" && navigator?.locks && crypto?.subtle && BroadcastChannel && !isStream(body));
}
