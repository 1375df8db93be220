// Claim: the default export is the class, with the three names as its members.
import EventSource, { EventSourcePolyfill } from "event-source-polyfill";
import { default as Class } from "event-source-polyfill/slim";
import JavaScriptForm from "event-source-polyfill/js";

const source: EventSource = new EventSource("/", { headers: () => ({ Authorization: "Bearer t" }) });
source.onmessage = (event) => event.target.close();
const same: typeof EventSourcePolyfill = EventSource;
const members: [typeof EventSourcePolyfill, typeof EventSourcePolyfill] = [
  EventSource.EventSourcePolyfill,
  EventSourcePolyfill.EventSourcePolyfill,
];
new EventSource.EventSource("/").close();
const native: typeof globalThis.EventSource = EventSource.NativeEventSource;
class Own extends EventSource {
  own = true;
}
const own: Own = new Own("/");
new Class("/").close();
new JavaScriptForm("/").close();
// @ts-expect-error no such member
EventSource.Other;

export { members, native, own, same };
