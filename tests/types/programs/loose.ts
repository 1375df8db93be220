// Claim: without `strict` as much compiles as with @types/event-source-polyfill. The suite compiles it with both.
import { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";
import type { EventSourcePolyfillInit } from "event-source-polyfill";

const init: EventSourcePolyfillInit = {};
init.headers = {};
init.headers.Authorization = "Bearer t";
init.headers["X-Trace"] = null;
const header: string = init.headers.Authorization;
const source = new EventSourcePolyfill("/stream", init);
source.onerror = (event: ErrorEvent) => event.message;
source.onerror = (event: MessageEvent) => event.data;
source.onopen = (event: CustomEvent) => event.detail;
source.onmessage = (event: MessageEvent) => event.data;
source.addEventListener("error", (event: ErrorEvent) => event.message);
source.addEventListener("notice", (event: CustomEvent) => event.detail);
source.addEventListener("notice", (event: MessageEvent<string>) => event.data);
source.addEventListener("notice", function (event) {
  this.close();
  return event;
});
let current: EventSourcePolyfill = null;
current = source;
const standard: EventSource = NativeEventSource ? new NativeEventSource("/") : new EventSourcePolyfill("/");

export { current, header, standard };
