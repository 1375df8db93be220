import { EventSourcePolyfill } from "event-source-polyfill-wasm/js";

new EventSourcePolyfill("/", { headers: { Authorization: "Bearer secret" } }).onmessage = (event) => event.data;

// @ts-expect-error: the types are found, not taken for any.
new EventSourcePolyfill("/", { heartbeatTimeout: "soon" });
