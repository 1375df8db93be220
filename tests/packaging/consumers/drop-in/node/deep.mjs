import polyfill, { EventSourcePolyfill } from "event-source-polyfill/src/eventsource.js";
import * as namespace from "event-source-polyfill/src/eventsource.js";
import minified from "event-source-polyfill/src/eventsource.min.js";
import receive from "./receive.cjs";

receive({
  named: EventSourcePolyfill,
  default: polyfill.EventSourcePolyfill,
  namespace: namespace.EventSourcePolyfill,
  minified: minified.EventSourcePolyfill,
});
