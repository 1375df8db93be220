// Claim: what ours adds has its types.
import { EventSource as Either, EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";
import type {
  ConnectionErrorEvent,
  ErrorReason,
  EventSourceConstructor,
  EventSourceEventMap,
  EventSourceMessageEvent,
  EventSourcePolyfillInit,
  EventSourcePolyfillOptions,
  ReconnectOptions,
  RequestHeaders,
} from "event-source-polyfill";
import { EventSourcePolyfill as Slim, init as compile, type InitInput } from "event-source-polyfill/slim";

// The init dictionary. null is absence.
const nothing: EventSourcePolyfillInit = { signal: null, fetch: null, reconnect: null, method: null, body: null, lastEventId: null };
const none: EventSourcePolyfillOptions = { ...nothing, headers: null, heartbeatTimeout: null, lastEventIdQueryParameterName: null };
new EventSourcePolyfill("/", none);
new EventSourcePolyfill(new URL("https://h/"), null);
new EventSourcePolyfill("/", { heartbeatTimeout: false, fetch: globalThis.fetch, maxEventSize: 1 });
new EventSourcePolyfill("/", { fetch: (url, init) => fetch(url, { ...init, keepalive: true }) });
new EventSourcePolyfill("/", { method: "POST", body: JSON.stringify({}), signal: AbortSignal.timeout(1) });
new EventSourcePolyfill("/", { method: "POST", body: async () => new URLSearchParams() });
const init: EventSourcePolyfillInit = { headers: async ({ status }) => ({ Authorization: status === 401 ? "new" : "old" }) };
const policy: ReconnectOptions = { statuses: [502], jitter: 0.2, maxAttempts: 3, minDelay: 1, maxDelay: 9, factor: 1.5 };
new EventSourcePolyfill("/", { ...init, reconnect: policy, lastEventId: "1", lastEventIdTransport: "header", pauseWhenHidden: true });
new EventSourcePolyfill("/", { reconnect: { statuses: new Set([502]) } });
new EventSourcePolyfill("/", { reconnect: false });

// Headers of every kind.
const kinds: RequestHeaders[] = [
  { Authorization: "t" },
  [["Authorization", "t"]],
  new Headers(),
  () => new Headers(),
  ({ number, lastEventId, status }) => ({ "X-Attempt": `${number} ${lastEventId} ${status}` }),
  async () => [["Authorization", "t"]],
];
const source = new EventSourcePolyfill("/stream", { headers: kinds[0] });
for (const headers of kinds) {
  source.headers = headers;
  new EventSourcePolyfill("/", { headers });
  const typed: EventSourcePolyfillInit = { headers };
  typed.headers!.Authorization = "u";
}
source.headers.Authorization = "u";

// Events.
source.onopen = (event) => {
  const status: number = event.status;
  const type: string | null = event.headers.get("content-type");
  return [status, type, event.statusText, event.url, event.timeStamp];
};
source.onmessage = function (event) {
  this.close();
  const text: string = event.data;
  return text + event.lastEventId + event.origin;
};
source.onerror = (event: ConnectionErrorEvent) => {
  const reason: ErrorReason = event.reason;
  const delay: number | undefined = event.delay;
  const url: string = event.target.url + event.currentTarget.lastEventId;
  const body: Promise<string> = event.text();
  return [reason, delay, url, body, event.status, event.willReconnect, event.attempt, event.message, event.error];
};
source.onerror = ({ reason }) => {
  switch (reason) {
    case "status":
    case "content-type":
    case "network":
    case "end":
    case "heartbeat":
    case "limit":
    case "headers":
    case "request":
    case "load":
    case "gap":
      return reason;
  }
  const never: never = reason;
  return never;
};
source.addEventListener("error", (event) => event.reason);
source.addEventListener("error", { handleEvent: (event) => event.reason });
source.addEventListener("notice", (event) => event.target.reconnect(), { once: true });
source.addEventListener("open", { handleEvent: (event: Event) => event.type });
source.addEventListener("notice", null);
const reason = (event: EventSourceEventMap["error"]): ErrorReason => event.reason;
const data = (event: EventSourceMessageEvent<number>): number => event.data;
source.addEventListener("count", data);

// Named events have their types, other names stay anything's messages.
const typed = new EventSourcePolyfill<{ notice: MessageEvent<"a" | "b">; tick: Event; message: MessageEvent<{ last: number }> }>("/");
typed.addEventListener("notice", (event): "a" | "b" => event.data);
typed.addEventListener("notice", { handleEvent: (event): "a" | "b" => event.data });
typed.addEventListener("notice", (event) => event.target.close());
typed.addEventListener("tick", (event) => event.timeStamp + event.target.readyState);
typed.addEventListener("other", (event): number => event.data);
typed.addEventListener("error", (event): ErrorReason => event.reason);
typed.addEventListener("message", (event): number => event.data.last);
typed.removeEventListener("notice", (event): "a" | "b" => event.data);
// @ts-expect-error a tick has no data
typed.addEventListener("tick", (event) => event.data);
// @ts-expect-error the map says what data is
typed.addEventListener("message", (event) => event.data.first);
// @ts-expect-error and of a named event
typed.addEventListener("notice", (event): "c" => event.data);
const untyped: EventSourcePolyfill = typed;

// The rest of the class.
const streamed = EventSourcePolyfill.fromReadableStream(new Response("data: x").body!);
const members: [string, number, string, number] = [streamed.lastEventId, streamed.reconnectionTime, source.url, source.readyState];
async function read() {
  for await (const event of source) {
    const text: string = event.data;
    if (text === event.lastEventId) break;
  }
}
const chosen: EventSourceConstructor = NativeEventSource ?? EventSourcePolyfill;
const native: typeof globalThis.EventSource | undefined = NativeEventSource;
new Either("/").close();
const input: InitInput = new Response();
compile(input).then(() => new Slim("/"));
compile(fetch("/event-source.wasm"));
compile(new WebAssembly.Module(new Uint8Array(1)));

export { chosen, members, native, read, reason, untyped };
