// @ts-check
/** The default entry: the wasm is inlined and compiled synchronously at the first construction. */
import { defineEventSource } from "./event-source.js";
import { EventSourceDriver, initSync } from "./glue.js";
import { decodeInlined } from "./inlined.js";
import { alphabet, text } from "./wasm-text.js";

let compiled = false;

function loadDriver() {
  if (!compiled) {
    initSync({ module: new WebAssembly.Module(decodeInlined(text, alphabet)) });
    compiled = true;
  }
  return EventSourceDriver;
}

export const EventSourcePolyfill = /* @__PURE__ */ defineEventSource(loadDriver);

/** The global at import, maybe undefined. */
export const NativeEventSource = globalThis.EventSource;

/** Native where it exists, else ours. */
export const EventSource = NativeEventSource ?? EventSourcePolyfill;
