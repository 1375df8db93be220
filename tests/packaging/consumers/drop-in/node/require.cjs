const { EventSourcePolyfill } = require("event-source-polyfill");
const receive = require("./receive.cjs");

receive({ destructured: EventSourcePolyfill, member: require("event-source-polyfill").EventSourcePolyfill });
