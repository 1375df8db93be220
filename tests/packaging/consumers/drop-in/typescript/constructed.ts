import EventSource from "event-source-polyfill";

export const source = new EventSource("/notices", { headers: { Authorization: "Bearer secret" } });
