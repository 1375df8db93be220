/** What the classic scripts set. */
declare const EventSourcePolyfill: typeof import("event-source-polyfill-wasm").EventSourcePolyfill;
