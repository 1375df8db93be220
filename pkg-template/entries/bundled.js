// @ts-check
/**
 * The default entry for what bundles by import(): development servers, which pre-bundle a module
 * somewhere else than where its files are. See index.js.
 */
import { inlinedOrJavascript } from "../driver/inlined-or-javascript.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";

// @ts-ignore: it is made by the build, and external to this file.
const run = () => import("./event-source-polyfill.javascript.js");

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(/* @__PURE__ */ inlinedOrJavascript(run));
export const NativeEventSource = scope.EventSource;
export const EventSource = NativeEventSource || EventSourcePolyfill;
export default EventSourcePolyfill;
