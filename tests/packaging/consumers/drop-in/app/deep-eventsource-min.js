import "event-source-polyfill/src/eventsource.min";
import polyfill, { EventSourcePolyfill } from "event-source-polyfill/src/eventsource.min";
import * as namespace from "event-source-polyfill/src/eventsource.min";

export default {
  "src/eventsource.min, named": EventSourcePolyfill,
  "src/eventsource.min, default": polyfill.EventSourcePolyfill,
  "src/eventsource.min, namespace": namespace.EventSourcePolyfill,
};
