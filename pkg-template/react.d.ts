import type { EventSourceMessage, EventSourceMessageOf, SubscriptionOptions, SubscriptionState } from "./composable.js";
import type { RequestHeaders } from "./index.js";
import type { PlatformURL } from "./globals.js";

export type { EventSourceMessage, EventSourceMessageOf, EventSourceStatus } from "./composable.js";

/**
 * The options of `./vue` and of EventSourcePolyfill. They may be written where the hook is called:
 *
 * - What is plain is compared by its value. Another `method`, `body` or `shared` is another stream and
 *   opens anew; whatever else has changed (headers that are no function, `reconnect`, `heartbeatTimeout`,
 *   …) opens anew from the last event ID. With `autoConnect: false` neither does. Other `events` are
 *   heard without a new connection.
 * - Of functions the one of the latest rendering is called, and a new one opens nothing anew. So too for
 *   `autoReconnect`, `lastEventId`, `signal`, which are looked up when they are needed.
 */
export interface UseEventSourceOptions<Data = any, Message = EventSourceMessage<string, Data>>
  extends SubscriptionOptions<Data, Message> {
  /**
   * Headers, compared by their value; or a function, maybe async, asked before every attempt: what a
   * token is for that changes while the stream is open.
   */
  headers?: RequestHeaders | null;
}

/**
 * The same object until a member changes that the component has read; it is not rendered for the others.
 * All members are of one moment.
 */
export interface UseEventSourceReturn<
  Events extends readonly string[],
  Data = any,
  Message = EventSourceMessage<Events[number], Data>,
> extends Readonly<SubscriptionState<Events, Data, Message>> {
  /** Closes until `open()`, or until `url` changes. Always the same function. */
  readonly close: () => void;
  /**
   * Opens anew, in place of the source that there is. Always the same function. Nothing once the component
   * is gone; while an `<Activity>` hides it, it waits until it is shown.
   */
  readonly open: () => void;
}

/**
 * For React 18 and later. It connects in an effect: never on the server, once in StrictMode. Under an
 * `<Activity>` it closes while that is hidden and goes on from the last event ID.
 *
 * @param url null or undefined: wait for one
 * @param events types to listen to; none: "message". Ask for "message" too where it is wanted besides.
 */
export declare function useEventSource<Events extends readonly string[], Data = any>(
  url: string | PlatformURL | null | undefined,
  events?: Events,
  options?: UseEventSourceOptions<Data, EventSourceMessage<Events[number], Data>>,
): UseEventSourceReturn<Events, Data>;
/**
 * With the data of every event type:
 * `useEventSource<{ price: Price; notice: Notice }>(url, ["price", "notice"], { serializer: { read: JSON.parse } })`.
 */
export declare function useEventSource<Named extends object>(
  url: string | PlatformURL | null | undefined,
  events?: readonly (keyof Named & string)[],
  options?: UseEventSourceOptions<Named[keyof Named & string], EventSourceMessageOf<Named>>,
): UseEventSourceReturn<(keyof Named & string)[], Named[keyof Named & string], EventSourceMessageOf<Named>>;
