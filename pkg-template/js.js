// @ts-check
/**
 * The same class on the JavaScript form alone: no WebAssembly is tried and nothing is loaded later.
 * For service workers under a policy that forbids WebAssembly: they have no dynamic import.
 */
import { EventSourceDriver } from "./driver-javascript.js";
import { defineEventSource } from "./event-source.js";

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(() => EventSourceDriver);
export const NativeEventSource = globalThis.EventSource;
export const EventSource = NativeEventSource ?? EventSourcePolyfill;
