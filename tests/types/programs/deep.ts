// Claim: the file that event-source-polyfill's users import by its path has its types, in each way of importing it.
import * as namespace from "event-source-polyfill/src/eventsource";
import { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill/src/eventsource.js";
import { EventSourcePolyfill as Minified } from "event-source-polyfill/src/eventsource.min";
import byDefault, { EventSourcePolyfill as MinifiedToo } from "event-source-polyfill/src/eventsource.min.js";
import "event-source-polyfill/src/eventsource.js";

for (const Class of [namespace.EventSourcePolyfill, EventSourcePolyfill, Minified, MinifiedToo, byDefault.EventSourcePolyfill]) {
  const source = new Class("/", { headers: { Authorization: "Bearer t" } });
  source.onmessage = (event) => event.target.close();
  // @ts-expect-error the types are found, not taken for any
  source.reopen();
}
new (NativeEventSource ?? EventSourcePolyfill)("/");
