import { NativeEventSource } from "event-source-polyfill-wasm";

globalThis.seen = NativeEventSource;
