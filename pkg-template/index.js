// @ts-check
/**
 * The default entry: the wasm is inlined and compiled synchronously at the first construction. Where
 * that is forbidden the JavaScript form is loaded instead, a file that is asked for only then.
 */
import { JAVASCRIPT_FORM } from "./classic-javascript-form.js";
import { deferDriver } from "./deferred.js";
import { defineEventSource } from "./event-source.js";
import { inlinedDriver } from "./inlined-driver.js";

/**
 * By its URL, which Vite, webpack, Rspack and Parcel know as an asset's and bring along; the query keeps
 * Vite from writing it into libraries as text. An import() that bundlers see would put all of it into
 * every bundle that is one file, and Rollup refuses to make one.
 */
async function loadJavaScriptForm() {
  const url = new URL("./event-source-polyfill.javascript.js?no-inline", import.meta.url);
  await import(/* @vite-ignore */ /* webpackIgnore: true */ url.href);
  return { EventSourceDriver: /** @type {any} */ (globalThis)[JAVASCRIPT_FORM] };
}

const loadDriver = /* @__PURE__ */ inlinedDriver(/* @__PURE__ */ deferDriver(loadJavaScriptForm));

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(loadDriver);

/** The global at import, maybe undefined. */
export const NativeEventSource = globalThis.EventSource;

/** Native where it exists, else ours. */
export const EventSource = NativeEventSource ?? EventSourcePolyfill;
