import polyfill = require("event-source-polyfill");

export const source = new polyfill.EventSourcePolyfill("/notices", { headers: { Authorization: "Bearer secret" } });
// @ts-expect-error: no such member
source.reopen();
