// @ts-check
/** The driver in WebAssembly, from the text that is inlined, or another where that is forbidden. */
import { EventSourceDriver, initSync } from "./glue.js";
import { decodeInlined } from "./inlined.js";
import { alphabet, text } from "./wasm-text.js";

/** @type {boolean | undefined} undefined: not tried yet */
let compiled;

/**
 * @param {() => any} otherwise gives the class of drivers where there is no WebAssembly
 * @returns {() => any}
 */
export function inlinedDriver(otherwise) {
  return () => {
    compiled ??= compile();
    return compiled ? EventSourceDriver : otherwise();
  };
}

/** Nothing tells beforehand what a Content-Security-Policy forbids. */
function compile() {
  try {
    initSync({ module: new WebAssembly.Module(decodeInlined(text, alphabet)) });
    return true;
  } catch {
    // A policy without 'wasm-unsafe-eval', no WebAssembly at all, or an engine that lacks a feature.
    return false;
  }
}
