// @ts-check
/** The default entry for who reads CommonJS: bundled.js with what stands in for fetch in jsdom. */
import { inlinedOrJavascript } from "../driver/inlined-or-javascript.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";
import { xhrFetch } from "../platform/xhr-fetch.js";

// @ts-ignore: it is made by the build, and external to this file.
const run = () => import("./event-source-polyfill.javascript.js");

export const EventSourcePolyfill = defineEventSource(inlinedOrJavascript(run), scope.XMLHttpRequest && xhrFetch);
export const NativeEventSource = scope.EventSource;
export const EventSource = NativeEventSource || EventSourcePolyfill;
export default EventSourcePolyfill;
