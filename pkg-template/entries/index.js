// @ts-check
/**
 * The default entry: the wasm is inlined and compiled at the first construction. Where that is refused
 * the JavaScript form is loaded instead, a file that is asked for only then.
 */
import { inlinedOrJavascript } from "../driver/inlined-or-javascript.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";

/**
 * By its URL, which Vite, webpack, Rspack and Parcel know as an asset's and bring along; the query keeps
 * Vite from writing it into libraries as text. An import() that bundlers see would put all of it into
 * every bundle that is one file, and Rollup refuses to make one.
 *
 * @param {number} tries an engine may remember that a module could not be loaded, by its URL
 */
function run(tries) {
  const url = new URL("./event-source-polyfill.javascript.js?no-inline", import.meta.url);
  url.hash = tries ? `${tries}` : "";
  return import(/* @vite-ignore */ /* webpackIgnore: true */ url.href);
}

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(/* @__PURE__ */ inlinedOrJavascript(run));

/** The global at import, maybe undefined. */
export const NativeEventSource = scope.EventSource;

/** Native where it exists, else ours. */
export const EventSource = NativeEventSource || EventSourcePolyfill;

/** The class, with the three names as statics: what interop makes of event-source-polyfill's object. */
export default EventSourcePolyfill;
