// @ts-check
/**
 * A classic script: sets the globals that event-source-polyfill's script sets. The JavaScript form is
 * the file beside it, see classic-javascript.js.
 */
import { JAVASCRIPT_FORM } from "./classic-javascript-form.js";
import { deferDriver } from "./deferred.js";
import { defineEventSource } from "./event-source.js";
import { inlinedDriver } from "./inlined-driver.js";

/** @type {any} */
const scope = globalThis;
const FILE = "event-source-polyfill.javascript.js";

// A relative import() is relative to this script, but not where it comes from another origin without
// CORS. Workers have no currentScript, and pages only while the script is run for the first time.
const script = scope.document?.currentScript?.src;
const url = script ? new URL(FILE, script).href : `./${FILE}`;

const deferredDriver = deferDriver(async () => {
  // Not `script.src`, which Trusted Types would forbid.
  await import(url);
  return { EventSourceDriver: scope[JAVASCRIPT_FORM] };
});

const { EventSource: NativeEventSource } = scope;
const EventSourcePolyfill = defineEventSource(inlinedDriver(() => scope[JAVASCRIPT_FORM] ?? deferredDriver()));

Object.assign(scope, { EventSourcePolyfill, NativeEventSource, EventSource: NativeEventSource ?? EventSourcePolyfill });
