// A library that looks for the global one.
global.EventSource = require("event-source-polyfill").EventSourcePolyfill;
const receive = require("./receive.cjs");

receive({ global: EventSource });
