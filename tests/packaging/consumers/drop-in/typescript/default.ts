import polyfill from "event-source-polyfill";

export const { EventSourcePolyfill } = polyfill;
export const source = new polyfill.EventSourcePolyfill("/notices", { headers: { Authorization: "Bearer secret" } });
