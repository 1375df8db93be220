import "event-source-polyfill/src/eventsource.min.js";
import polyfill, { EventSourcePolyfill } from "event-source-polyfill/src/eventsource.min.js";
import * as namespace from "event-source-polyfill/src/eventsource.min.js";

export default {
  "src/eventsource.min.js, named": EventSourcePolyfill,
  "src/eventsource.min.js, default": polyfill.EventSourcePolyfill,
  "src/eventsource.min.js, namespace": namespace.EventSourcePolyfill,
};
