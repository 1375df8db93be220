// Claim: what cannot be does not compile.
import { EventSourcePolyfill } from "event-source-polyfill";
import type { ConnectionErrorEvent, ErrorReason, EventSourcePolyfillInit } from "event-source-polyfill";
import { init as compile } from "event-source-polyfill/slim";

const source = new EventSourcePolyfill("/");

// @ts-expect-error read-only
source.url = "";
// @ts-expect-error read-only
source.readyState = 2;
// @ts-expect-error read-only
source.lastEventId = "";
// @ts-expect-error an argument is required
new EventSourcePolyfill();
// @ts-expect-error a URL is none of these
new EventSourcePolyfill(5);
// @ts-expect-error no constructor without new
EventSourcePolyfill("/");

// @ts-expect-error ms
new EventSourcePolyfill("/", { heartbeatTimeout: "soon" });
// @ts-expect-error only false switches off
new EventSourcePolyfill("/", { heartbeatTimeout: true });
// @ts-expect-error a number is no headers
new EventSourcePolyfill("/", { headers: 5 });
// @ts-expect-error a header's value is a string
new EventSourcePolyfill("/", { headers: { Authorization: 5 } });
// @ts-expect-error or else it is left out
new EventSourcePolyfill("/", { headers: { Authorization: undefined } });
// @ts-expect-error also where a function makes it
new EventSourcePolyfill("/", { headers: () => ({ Authorization: 5 }) });
// @ts-expect-error also where it comes late
new EventSourcePolyfill("/", { headers: async () => ({ Authorization: 5 }) });
// @ts-expect-error pairs
new EventSourcePolyfill("/", { headers: [["Authorization"]] });
// @ts-expect-error in a variable of the type too
const init: EventSourcePolyfillInit = { headers: { Authorization: 5 } };
// @ts-expect-error an attempt has no such member
new EventSourcePolyfill("/", { headers: (attempt) => ({ "X-Url": attempt.url }) });
// @ts-expect-error not supported: the constructor throws
new EventSourcePolyfill("/", { Transport: XMLHttpRequest });
// @ts-expect-error no such option
new EventSourcePolyfill("/", { header: {} });
// @ts-expect-error a number is no policy
new EventSourcePolyfill("/", { reconnect: 3 });
// @ts-expect-error statuses are numbers
new EventSourcePolyfill("/", { reconnect: { statuses: ["503"] } });
// @ts-expect-error no such policy
new EventSourcePolyfill("/", { reconnect: { retries: 3 } });
// @ts-expect-error a controller is no signal
new EventSourcePolyfill("/", { signal: new AbortController() });
// @ts-expect-error a URL is no function
new EventSourcePolyfill("/", { fetch: "/" });
// @ts-expect-error none of the ways
new EventSourcePolyfill("/", { lastEventIdTransport: "body" });

// @ts-expect-error no handler
source.onmessage = "close";
// @ts-expect-error a message is no number
source.onmessage = (event: number) => event;
// @ts-expect-error a message has no reason
source.onmessage = (event) => event.reason;
// @ts-expect-error a message is no error event
source.onmessage = (event: ConnectionErrorEvent) => event.reason;
// @ts-expect-error an error event is no message
source.onerror = (event: MessageEvent) => event.data;
// @ts-expect-error no such member of the source
source.onerror = (event) => event.target.reopen();
// @ts-expect-error no such reason
source.onerror = (event) => event.reason === "timeout";
// @ts-expect-error no such reason
const unknown: ErrorReason = "unknown";
// @ts-expect-error no listener
source.addEventListener("notice", 5);
// @ts-expect-error a notice is no number
source.addEventListener("notice", (event: number) => event);
// @ts-expect-error once or not
source.addEventListener("notice", () => {}, { once: "yes" });
// @ts-expect-error a plain object is no event
source.dispatchEvent({ type: "notice" });
// @ts-expect-error a stream of bytes
EventSourcePolyfill.fromReadableStream(new ReadableStream<string>());
// @ts-expect-error no stream
EventSourcePolyfill.fromReadableStream("data: x");
// @ts-expect-error null is no wasm
compile(null);
