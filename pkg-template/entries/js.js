// @ts-check
/**
 * The same class on the JavaScript form alone: no WebAssembly is tried and nothing is loaded later.
 * For service workers under a policy that forbids WebAssembly, which have no dynamic import, and for
 * workerd.
 */
import { Supply } from "../driver/supply.js";
import { defineEventSource } from "../face/event-source.js";
import { scope } from "../platform/scope.js";

const load = async () => (await import("../driver/driver-javascript.js")).EventSourceDriver;

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(/* @__PURE__ */ new Supply(load));
export const NativeEventSource = scope.EventSource;
export const EventSource = NativeEventSource || EventSourcePolyfill;
export default EventSourcePolyfill;
