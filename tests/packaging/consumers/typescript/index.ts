import { EventSourcePolyfill, type EventSourcePolyfillInit } from "event-source-polyfill-wasm";

const options: EventSourcePolyfillInit = { headers: { Authorization: "Bearer secret" }, heartbeatTimeout: 1_000 };
new EventSourcePolyfill("/", options).onmessage = (event) => event.data;

// @ts-expect-error: the types are found, not taken for any.
new EventSourcePolyfill("/", { heartbeatTimeout: "soon" });
