// @ts-check
/** The key of the global by which the classic script finds the JavaScript form. */
export const JAVASCRIPT_FORM = Symbol.for("event-source-polyfill.javascript");
