// @ts-check
/**
 * One file for all that are not ES modules, in the place and of the form of event-source-polyfill's:
 * CommonJS exports, an AMD module, or a classic script that sets the globals that the original sets.
 */
import { inlinedOrJavascript } from "../driver/inlined-or-javascript.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";
import { xhrFetch } from "../platform/xhr-fetch.js";

const FILE = "event-source-polyfill.javascript.js";

// A relative import() is relative to this script, but not where it comes from another origin without
// CORS. Workers have no currentScript, and pages only while the script is run for the first time.
const script = scope.document?.currentScript?.src;
const url = script ? new URL(`${FOLDER}${FILE}`, script).href : `${FOLDER}${FILE}`;

const isCommonJS = typeof module === "object" && typeof exports === "object";

/** @param {number} tries see index.js */
function run(tries) {
  // Not `script.src`, which Trusted Types would forbid.
  return isCommonJS ? import(JAVASCRIPT_FORM) : import(/* @vite-ignore */ /* webpackIgnore: true */ tries ? `${url}#${tries}` : url);
}

const EventSourcePolyfill = defineEventSource(inlinedOrJavascript(run), scope.XMLHttpRequest && xhrFetch);
const { EventSource: NativeEventSource } = scope;
const members = { EventSourcePolyfill, NativeEventSource, EventSource: NativeEventSource || EventSourcePolyfill };

if (isCommonJS) {
  // No `__esModule`: the default import is the object, as event-source-polyfill's is. One by one: so those who only read this text find the names.
  exports.EventSourcePolyfill = EventSourcePolyfill;
  exports.NativeEventSource = NativeEventSource;
  exports.EventSource = members.EventSource;
  exports.default = EventSourcePolyfill;
} else if (typeof define === "function" && define.amd) {
  define([], () => ({ ...members, default: EventSourcePolyfill }));
} else {
  Object.assign(scope, members);
}
