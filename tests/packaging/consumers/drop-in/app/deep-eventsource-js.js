import "event-source-polyfill/src/eventsource.js";
import polyfill, { EventSourcePolyfill } from "event-source-polyfill/src/eventsource.js";
import * as namespace from "event-source-polyfill/src/eventsource.js";

export default {
  "src/eventsource.js, named": EventSourcePolyfill,
  "src/eventsource.js, default": polyfill.EventSourcePolyfill,
  "src/eventsource.js, namespace": namespace.EventSourcePolyfill,
};
