import polyfill, { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";
import * as namespace from "event-source-polyfill";
import receive from "./receive.cjs";

receive({
  named: EventSourcePolyfill,
  either: NativeEventSource || EventSourcePolyfill,
  member: polyfill.EventSourcePolyfill,
  namespace: namespace.EventSourcePolyfill,
});
