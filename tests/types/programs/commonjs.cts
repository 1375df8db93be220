// Claim: require() has its types, as the original's has.
import polyfill = require("event-source-polyfill");
import slim = require("event-source-polyfill/slim");
import javascriptForm = require("event-source-polyfill/js");
import file = require("event-source-polyfill/src/eventsource");
import { EventSourcePolyfill, type EventSourcePolyfillInit } from "event-source-polyfill";

const { NativeEventSource, EventSource } = polyfill;
const init: EventSourcePolyfillInit = { headers: { Authorization: "Bearer t" } };
for (const Class of [
  polyfill.EventSourcePolyfill,
  polyfill.default,
  slim.EventSourcePolyfill,
  slim.default,
  javascriptForm.EventSourcePolyfill,
  file.EventSourcePolyfill,
  EventSourcePolyfill,
]) {
  const source: polyfill.EventSourcePolyfill = new Class("/", init);
  source.onmessage = (event) => event.target.close();
  // @ts-expect-error the types are found, not taken for any
  source.reopen();
}
const ready: Promise<void> = slim.init("/event-source.wasm");
new EventSource("/");
new NativeEventSource("/");
export { ready };
