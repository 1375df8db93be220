// Claim: what compiles with @types/event-source-polyfill compiles with ours. The suite compiles it with both.
import {
  EventSource as Either,
  EventSourcePolyfill,
  NativeEventSource,
  type Event as TheirEvent,
  type EventListener as TheirListener,
  type EventListenerObject as TheirListenerObject,
  type EventListenerOrEventListenerObject,
  type EventSourceConstructor,
  type EventSourceEventMap,
  type EventSourcePolyfillInit,
  type MessageEvent as TheirMessageEvent,
} from "event-source-polyfill";

declare const token: string;

// The init dictionary, made in steps and read.
const init: EventSourcePolyfillInit = {
  heartbeatTimeout: 3 * 60 * 1000,
  headers: { Accept: "text/event-stream" },
  withCredentials: true,
  lastEventIdQueryParameterName: "since",
};
init.headers!.Authorization = `Bearer ${token}`;
init.headers = { ...init.headers, "X-Trace": "1" };
init.headers["X-Tenant"] = "a";
init.headers.Authorization = token;
init.heartbeatTimeout = Number.MAX_SAFE_INTEGER;
if (init.headers) {
  init.headers.Authorization = token;
  delete init.headers.Authorization;
}
const headers: { [name: string]: string } | undefined = init.headers;
const record: Record<string, string> = init.headers ?? {};
const authorization: string | undefined = init.headers?.Authorization;
const timeout: number = init.heartbeatTimeout ?? 45_000;
const parameter: string | undefined = init.lastEventIdQueryParameterName;
const credentials: boolean | undefined = init.withCredentials;
const makeHeaders = (): EventSourcePolyfillInit["headers"] => ({ Authorization: token });
const makeInit = (more: Partial<EventSourcePolyfillInit>): EventSourcePolyfillInit => ({ ...init, ...more });
const names: string[] = Object.keys(init.headers ?? {});

const source = new EventSourcePolyfill("/stream", init);
new EventSourcePolyfill("/stream");
new EventSourcePolyfill("/stream", undefined);
new EventSourcePolyfill("/stream", { headers: { ...record, ...makeHeaders() } });
new EventSourcePolyfill("/stream", makeInit({ heartbeatTimeout: 1_000 }));

// Handlers: the target is the source; data is anything.
source.onopen = (event) => {
  if (event.target.readyState === EventSourcePolyfill.OPEN) event.target.onmessage = null;
};
source.onmessage = (event) => {
  const number: number = event.data;
  const price: { last: number } = event.data;
  const text: string = JSON.parse(event.data).text + event.lastEventId + event.type;
  event.target.close();
  return [number, price, text];
};
source.onerror = (event) => {
  if (event.target.readyState === source.CLOSED) event.target.close();
  const { status } = event as any;
  return status ?? (event as any).error?.message;
};
source.onmessage = function (event) {
  this.close();
  return event.data.items.map((item: { name: string }) => item.name);
};
source.onmessage = function (this: EventSource, event) {
  this.close();
  return event;
};
source.onopen = async () => {};
source.onopen = () => console.log;
source.onopen = source.onmessage = source.onerror = null;
(source as EventSourcePolyfill).onopen?.(null as any);
const saved = source.onmessage;
source.onmessage = saved;

// Handlers whose parameter has a type.
source.onmessage = (event: TheirMessageEvent) => JSON.parse(event.data);
source.onmessage = (event: TheirEvent) => event.target.readyState;
source.onmessage = ({ data }: { data: string }) => data;
source.onmessage = ({ data }: { data: number[]; lastEventId: string }) => data;
source.onmessage = (event: any) => event.whatever;
source.onmessage = (event: unknown) => event;
source.onmessage = (event: TheirMessageEvent & { retry?: number }) => event.retry;
source.onerror = (event: TheirEvent) => [event.type, event.target.readyState, event.target.url];
source.onerror = (event: TheirEvent & { status?: number; statusText?: string; error?: Error }) => event.error?.stack;
source.onerror = (event: { type: string; target: EventSource }) => event.target.readyState;
source.onerror = (event: { type: string; data?: string; message?: string }) => event.message ?? event.data;
const onError = (event: EventSourceEventMap["error"]) => event.target.close();
const onMessage = <Type extends keyof EventSourceEventMap>(type: Type, listener: (event: EventSourceEventMap[Type]) => void) =>
  source.addEventListener(type, listener);
onMessage("message", (event) => event.data.last);
source.onerror = onError;

// Listeners.
source.addEventListener("message", (event) => event.data.toFixed());
source.addEventListener("message", (event) => event.target.close(), false);
source.addEventListener("open", (event) => event.target.url, { once: true });
source.addEventListener("error", (event) => event.target.readyState, { passive: true, own: 1 });
source.addEventListener("notice", (event) => event.target.close());
source.addEventListener("notice", (event: any) => event.data);
source.addEventListener("notice", (event: TheirEvent) => (event as TheirMessageEvent).data);
source.addEventListener("notice", (event) => (event as TheirMessageEvent).data);
source.addEventListener("notice", (event) => (event as MessageEvent).data);
source.addEventListener("notice", (event) => (event as any as { data: string }).data);
source.addEventListener("notice", ((event: TheirMessageEvent) => event.data) as TheirListener);
source.addEventListener("notice", ((event: MessageEvent) => event.data) as any);
source.addEventListener("notice", { handleEvent: (event) => event.target.close() });
source.addEventListener("notice", { handleEvent(event: TheirMessageEvent) { return event.data; } });
source.addEventListener("message", function () { this.close(); });
// The server may call its own events so.
source.addEventListener("error", (event) => (event as TheirMessageEvent).data);
source.addEventListener("error", (event) => (event as MessageEvent).data ?? (event as ErrorEvent).message);
source.addEventListener("error", (event) => (event as unknown as Error).message);
source.addEventListener("open", (event) => (event as MessageEvent).data);
source.onerror = (event) => [(event as MessageEvent).lastEventId, (event as CustomEvent).detail];

const listener: TheirListener = (event) => event.target.readyState;
const object: TheirListenerObject = { handleEvent: (event) => event.target.url };
const either: EventListenerOrEventListenerObject = (event: TheirEvent) => event.target;
for (const one of [listener, object, either]) {
  source.addEventListener("message", one);
  source.addEventListener("notice", one);
  source.removeEventListener("notice", one, false);
}
class Log implements TheirListenerObject {
  handleEvent(event: TheirEvent): void {
    console.log(event.type);
  }
}
source.addEventListener("notice", new Log());
source.removeEventListener("message", listener);
const listeners: Record<string, TheirListener> = {};
for (const [type, each] of Object.entries(listeners)) source.addEventListener(type, each);

// What the application hands round: mocks of events too.
const handle = (event: TheirMessageEvent): string => event.data;
handle({ type: "message", target: source, data: "x", lastEventId: "" });
const failure: TheirEvent = { type: "error", target: null };
listener(failure);

// readyState, also after a while.
async function waitForEnd() {
  if (source.readyState === EventSourcePolyfill.CLOSED) return "closed";
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (source.readyState === EventSourcePolyfill.CLOSED) return "closed meanwhile";
  switch (source.readyState) {
    case source.CONNECTING:
      return "connecting";
    case EventSourcePolyfill.OPEN:
      return "open";
    case 3:
      return "impossible";
  }
  const state: number = source.readyState;
  return ["connecting", "open", "closed"][state];
}

// Own classes.
class Authorized extends EventSourcePolyfill {
  retries = 0;
  constructor(url: string, options: EventSourcePolyfillInit = {}) {
    super(url, { ...options, headers: { ...options.headers, Authorization: token } });
    this.onopen = () => (this.retries = 0);
    this.addEventListener("error", (event) => this.log(event.target.readyState));
    super.addEventListener("notice", (event) => event.target.retries);
  }
  log(...words: unknown[]) {
    return words;
  }
  override close(): void {
    this.retries = -1;
    super.close();
  }
  override addEventListener(type: string, listener: (event: any) => void, options?: any): void {
    super.addEventListener(type, listener, options);
  }
}
new Authorized("/").addEventListener("message", (event) => event.target.log(event.data));
class Declaring extends EventSourcePolyfill {
  override onmessage = (event: TheirMessageEvent) => event.data;
  override readonly withCredentials = true;
}
const authorized: EventSourcePolyfill = new Authorized("/");
const Classes: (typeof EventSourcePolyfill)[] = [EventSourcePolyfill, Authorized];
const parameters: ConstructorParameters<typeof EventSourcePolyfill> = ["/stream", init];
let current: InstanceType<typeof EventSourcePolyfill> | null = null;
current = source;

// The other names.
const Constructor: EventSourceConstructor = NativeEventSource || EventSourcePolyfill;
const Chosen = NativeEventSource ?? EventSourcePolyfill;
new Chosen("/").close();
new NativeEventSource("/").close?.();
const native: EventSource = new Either("/", { withCredentials: true });
class Fake {
  static readonly CLOSED: number = 2;
  static readonly CONNECTING: number = 0;
  static readonly OPEN: number = 1;
  constructor(readonly url: string) {}
}
const fake: EventSourceConstructor = Fake as any as typeof Fake & EventSourceConstructor;
const constants: [0, 1, 2] = [EventSourcePolyfill.CONNECTING, source.OPEN, EventSourcePolyfill.CLOSED];
const standard: EventSource = source;
const sources: Map<string, EventSourcePolyfill> = new Map([["a", source]]);
(window as any).EventSource = EventSourcePolyfill;
globalThis.EventSource = EventSourcePolyfill as any;
source.dispatchEvent(new MessageEvent("notice", { data: 1 }));

export { authorization, authorized, Classes, Constructor, constants, credentials, current, Declaring, fake, headers, names };
export { native, parameter, parameters, sources, standard, timeout, waitForEnd };
