const receive = require("./receive.cjs");

receive({
  "src/eventsource": require("event-source-polyfill/src/eventsource").EventSourcePolyfill,
  "src/eventsource.js": require("event-source-polyfill/src/eventsource.js").EventSourcePolyfill,
  "src/eventsource.min": require("event-source-polyfill/src/eventsource.min").EventSourcePolyfill,
  "src/eventsource.min.js": require("event-source-polyfill/src/eventsource.min.js").EventSourcePolyfill,
});
