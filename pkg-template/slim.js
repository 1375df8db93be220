// @ts-check
/** The same class with the wasm as a file of its own (`./event-source.wasm`), for who hosts it. */
import { defineEventSource } from "./event-source.js";
import initialize, { EventSourceDriver } from "./glue.js";

/** @type {Promise<void> | undefined} */
let pending;
let compiled = false;

/**
 * Compiles the wasm; constructing throws before it has. Once is enough: later calls give the first
 * one's promise, unless that one failed.
 * @param {import("./slim.d.ts").InitInput | Promise<import("./slim.d.ts").InitInput>} input
 * @returns {Promise<void>}
 */
export function init(input) {
  pending ??= initialize({ module_or_path: input }).then(
    () => {
      compiled = true;
    },
    (error) => {
      pending = undefined;
      throw error;
    },
  );
  return pending;
}

function loadDriver() {
  if (!compiled) {
    throw new DOMException("EventSourcePolyfill: await init(…) before the first construction", "InvalidStateError");
  }
  return EventSourceDriver;
}

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(loadDriver);
export const NativeEventSource = globalThis.EventSource;
export const EventSource = NativeEventSource ?? EventSourcePolyfill;
