const { receive } = require("./receive.js");
const { EventSourcePolyfill } = require("event-source-polyfill");
const { EventSourcePolyfill: deep } = require("event-source-polyfill/src/eventsource");

receive({
  destructured: EventSourcePolyfill,
  member: require("event-source-polyfill").EventSourcePolyfill,
  deep,
  minified: require("event-source-polyfill/src/eventsource.min.js").EventSourcePolyfill,
});
