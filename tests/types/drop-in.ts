// Claim: the declarations fit the code of somebody who comes from event-source-polyfill, and lib.dom.
// Nothing runs; `tsc` is the test.
import { EventSource as Either, EventSourcePolyfill, NativeEventSource } from "../../pkg/index.js";
import type {
  ConnectionErrorEvent,
  ErrorReason,
  EventListenerOrEventListenerObject,
  EventSourceConstructor,
  EventSourceEventMap,
  EventSourcePolyfillInit,
  Event as EventOfTheTypes,
  MessageEvent as MessageEventOfTheTypes,
} from "../../pkg/index.js";

const init: EventSourcePolyfillInit = {
  heartbeatTimeout: 3 * 60 * 1000,
  headers: { Authorization: "Bearer t", Accept: "text/event-stream" },
  withCredentials: true,
  lastEventIdQueryParameterName: "since",
};
const source = new EventSourcePolyfill("/stream", init);
new EventSourcePolyfill(new URL("https://h/"), null);
new EventSourcePolyfill("/", { heartbeatTimeout: false, fetch: globalThis.fetch, maxEventSize: 1 });

source.onopen = (event) => {
  const status: number = event.status;
  const type: string | null = event.headers.get("content-type");
  return [status, type, event.statusText, event.url];
};
source.onmessage = function (event) {
  const data: string = event.data;
  this.close();
  return data + event.lastEventId + event.origin;
};
source.onerror = (event: ConnectionErrorEvent) => {
  const reason: ErrorReason = event.reason;
  const delay: number | undefined = event.delay;
  return [reason, delay, event.status, event.willReconnect, event.attempt, event.message, event.error];
};
source.onopen = source.onmessage = source.onerror = null;

source.addEventListener("notice", (event) => event.data.toUpperCase(), { once: true });
source.addEventListener("error", (event) => event.reason);
source.addEventListener("open", { handleEvent: (event: Event) => event.type });
source.removeEventListener("notice", () => {});
source.headers = { Authorization: "Bearer u" };
source.headers = new Headers();

// Named events have their types, other names stay strings' messages.
const typed = new EventSourcePolyfill<{ notice: MessageEvent<"a" | "b">; tick: Event }>("/stream");
typed.addEventListener("notice", (event): "a" | "b" => event.data);
typed.addEventListener("tick", (event) => event.timeStamp);
typed.addEventListener("other", (event): string => event.data);
typed.addEventListener("error", (event): ErrorReason => event.reason);
typed.removeEventListener("notice", (event): "a" | "b" => event.data);
// @ts-expect-error a tick has no data
typed.addEventListener("tick", (event) => event.data);

// Code written against @types/event-source-polyfill.
const listener: EventListenerOrEventListenerObject = (event: EventOfTheTypes) => event.target;
source.addEventListener("message", listener);
source.onmessage = (event: MessageEventOfTheTypes) => JSON.parse(event.data);
source.onerror = (event: EventOfTheTypes) => event.type;
const reason = (event: EventSourceEventMap["error"]): ErrorReason => event.reason;
const Constructor: EventSourceConstructor = NativeEventSource ?? EventSourcePolyfill;

const streamed = EventSourcePolyfill.fromReadableStream(new Response("data: x").body!);
const id: string = streamed.lastEventId;
const time: number = streamed.reconnectionTime;

// Code that names the browser's type takes ours.
const standard: EventSource = source;
standard.close();
const state: 0 | 1 | 2 = source.readyState;
const constants: [0, 1, 2] = [EventSourcePolyfill.CONNECTING, source.OPEN, EventSourcePolyfill.CLOSED];
const native: typeof globalThis.EventSource | undefined = NativeEventSource;
new Either("/").close();

// @ts-expect-error read-only
source.url = "";
// @ts-expect-error read-only
source.readyState = 2;
// @ts-expect-error an argument is required
new EventSourcePolyfill();
// @ts-expect-error no such reason
const unknown: ErrorReason = "unknown";

export { Constructor, constants, id, native, reason, state, time, unknown };
