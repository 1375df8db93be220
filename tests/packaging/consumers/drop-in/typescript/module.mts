// What compiles with @types/event-source-polyfill 1.0.5, which this project has, and stays as it is.
import {
  EventSourcePolyfill,
  NativeEventSource,
  type Event as PolyfillEvent,
  type EventSourcePolyfillInit,
  type MessageEvent as PolyfillMessageEvent,
} from "event-source-polyfill";

const init: EventSourcePolyfillInit = { headers: {}, heartbeatTimeout: 3 * 60 * 1000, withCredentials: true };
init.headers!.Authorization = "Bearer secret";

export let source: EventSourcePolyfill | null = new EventSourcePolyfill("/notices", init);

// The event's target, as most tutorials have it.
source.onerror = (event) => {
  if (event.target.readyState === EventSourcePolyfill.CLOSED) event.target.close();
};
source.onerror = (event: PolyfillEvent) => event.target.readyState;
source.onerror = (event: any) => event.status === 401 || event.error?.message;

// Data that is taken for what it is not.
interface Notice {
  id: number;
}
source.onmessage = (event) => {
  const notice: Notice = event.data;
  return notice.id;
};
source.onmessage = (event) => JSON.parse(event.data) as Notice;
source.onmessage = (event: PolyfillMessageEvent) => event.lastEventId + event.data;

// Named events, with a cast or without.
source.addEventListener("notice", (event) => (event as PolyfillMessageEvent).data);
source.addEventListener("notice", ((event: MessageEvent) => event.data) as any);
source.addEventListener("notice", { handleEvent: (event: PolyfillEvent) => event.target.close() });

// readyState, looked at twice.
export async function wait(until: () => Promise<void>): Promise<boolean> {
  const waited = new EventSourcePolyfill("/notices");
  if (waited.readyState === EventSourcePolyfill.CLOSED) return false;
  await until();
  return waited.readyState === EventSourcePolyfill.CLOSED;
}

// Either class, and a class of one's own.
export const Either = NativeEventSource || EventSourcePolyfill;
export const any: EventSource | EventSourcePolyfill = new Either("/notices");
(globalThis as any).EventSource = EventSourcePolyfill;

export class Notices extends EventSourcePolyfill {
  constructor(token: string) {
    super("/notices", { headers: { Authorization: token } });
  }
  override close(): void {
    super.close();
  }
}
export type Arguments = ConstructorParameters<typeof EventSourcePolyfill>;
source.close();
source = null;
