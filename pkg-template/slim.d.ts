import type { PlatformModule, PlatformRequest, PlatformResponse, PlatformURL } from "./globals.js";

export * from "./index.js";
export { default } from "./index.js";

/** Where the wasm is: a URL to fetch it from, a response with it, its bytes, or compiled. */
export type InitInput =
  | string
  | PlatformURL
  | PlatformRequest
  | PlatformResponse
  | ArrayBuffer
  | ArrayBufferView
  | PlatformModule;

/**
 * Compiles the wasm. The first construction must come after it: before, the constructor throws an
 * InvalidStateError (DOMException).
 */
export declare function init(input: InitInput | Promise<InitInput>): Promise<void>;
