import { EventSourcePolyfill, init } from "event-source-polyfill-wasm/slim";

export const ready: Promise<void> = init(new URL("https://example.com/event-source.wasm"));
new EventSourcePolyfill("/", { headers: { Authorization: "Bearer secret" } }).onmessage = (event) => event.data;

// @ts-expect-error: the types are found, not taken for any.
new EventSourcePolyfill("/", { heartbeatTimeout: "soon" });
