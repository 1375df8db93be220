import "event-source-polyfill/src/eventsource";
import polyfill, { EventSourcePolyfill } from "event-source-polyfill/src/eventsource";
import * as namespace from "event-source-polyfill/src/eventsource";

export default {
  "src/eventsource, named": EventSourcePolyfill,
  "src/eventsource, default": polyfill.EventSourcePolyfill,
  "src/eventsource, namespace": namespace.EventSourcePolyfill,
};
