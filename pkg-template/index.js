// @ts-check
/**
 * The default entry: the wasm is inlined and compiled synchronously at the first construction. Where
 * that is forbidden the JavaScript form is loaded instead, a chunk that is asked for only then.
 */
import { deferDriver } from "./deferred.js";
import { defineEventSource } from "./event-source.js";
import { inlinedDriver } from "./inlined-driver.js";

const loadDriver = /* @__PURE__ */ inlinedDriver(/* @__PURE__ */ deferDriver(() => import("./driver-javascript.js")));

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(loadDriver);

/** The global at import, maybe undefined. */
export const NativeEventSource = globalThis.EventSource;

/** Native where it exists, else ours. */
export const EventSource = NativeEventSource ?? EventSourcePolyfill;
