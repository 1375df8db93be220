import { useEventSource } from "event-source-polyfill-wasm/vue";

export const { data, close } = useEventSource("/", [], { headers: { Authorization: "Bearer secret" } });

// @ts-expect-error: the types are found, not taken for any.
useEventSource("/", [], { heartbeatTimeout: "soon" });
