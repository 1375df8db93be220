// @ts-check
/**
 * The global object, also where the engine has no name for it (before Chrome 71 and Safari 12.1).
 * Globals are read from it when they are needed, so that one that is missing is undefined and no error,
 * and one that a test has replaced is seen.
 *
 * @type {any}
 */
export const scope = typeof globalThis === "object" ? globalThis : typeof self === "object" ? self : {};

/** @type {Record<string, any>} */
const kept = /* @__PURE__ */ keep();

/**
 * Chromium takes the globals away from a document that is gone, while its listeners may still run. A test
 * may bring a DOM after the import, and an event target takes no events of another one.
 */
function keep() {
  /** @type {Record<string, any>} */
  const kept = {};
  for (const name of ["AbortController", "URL", "DOMException", "Event", "EventTarget", "MessageEvent", "MessageChannel", "performance"]) {
    kept[name] = scope[name];
  }
  return kept;
}

/**
 * A global as it was at import, if it was there.
 * @param {"AbortController" | "URL" | "DOMException" | "Event" | "EventTarget" | "MessageEvent" | "MessageChannel" | "performance"} name
 */
export function platform(name) {
  return kept[name] || scope[name];
}
