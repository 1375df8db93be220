import type { ComputedRef, Ref } from "vue";
import type {
  ConnectionErrorEvent,
  ErrorReason,
  EventSourcePolyfill,
  EventSourcePolyfillOptions,
  RequestHeaders,
} from "./index.js";
import type { PlatformHeadersInit, PlatformURL } from "./globals.js";

// Vue 2.7 has not all of these by name.
export type ShallowRef<T> = Ref<T>;
export type MaybeRefOrGetter<T> = T | Ref<T> | ComputedRef<T> | (() => T);

/**
 * CONNECTING also while a lost connection is waited for, and before `open()`; CLOSED when nothing
 * more will come: closed, or failed for good.
 */
export type EventSourceStatus = "CONNECTING" | "OPEN" | "CLOSED";

/** What `onMessage` is given. */
export interface EventSourceMessage<Event extends string = string, Data = any> {
  event: Event;
  /** As the serializer read it. */
  data: Data;
  lastEventId: string;
}

/** One of the messages that a map of event types to data describes: `event` tells what `data` is. */
export type EventSourceMessageOf<Named extends object> = {
  [Event in keyof Named & string]: EventSourceMessage<Event, Named[Event]>;
}[keyof Named & string];

/** VueUse's options, and those of EventSourcePolyfill. */
export interface UseEventSourceOptions<Data = any, Message = EventSourceMessage<string, Data>>
  extends Omit<EventSourcePolyfillOptions, "headers"> {
  /**
   * Open a new source where one has closed for good: a refused response, `reconnect` exhausted. It
   * goes on from the last event ID. Lost connections are reestablished without it, see `reconnect`.
   * Default: false.
   */
  autoReconnect?:
    | boolean
    | {
        /**
         * As VueUse counts: from `open()` on, the first connection too, so that 3 connects three
         * times in all. Or whether to try again. Default: -1, for ever.
         */
        retries?: number | (() => boolean);
        /** ms. Default: 1 000. */
        delay?: number;
        /** There will be no more. */
        onFailed?: () => void;
      };
  /** Connect in the call itself. Default: true. */
  immediate?: boolean;
  /** Open anew when `url` changes. Default: true. */
  autoConnect?: boolean;
  /** What makes a message's text into data. */
  serializer?: {
    read: (v: string) => Data;
  };
  /** Headers, a ref of them, or a function, maybe async: asked before every attempt, not watched. */
  headers?:
    | RequestHeaders
    | Ref<PlatformHeadersInit | null | undefined>
    | ComputedRef<PlatformHeadersInit | null | undefined>
    | null;
  /**
   * Called for every message, in order. A watcher of `data` sees neither equal ones nor all of those
   * that come at once.
   */
  onMessage?: (message: Message) => void;
  /**
   * In a component under `<KeepAlive>`: close while it is deactivated and go on from the last event ID
   * when it is activated; an `open()` or another `url` meanwhile waits until then. Default: false, as
   * in VueUse: it stays connected and its state is up to date when it is shown again.
   */
  pauseWhenDeactivated?: boolean;
}

export interface UseEventSourceReturn<
  Events extends string[],
  Data = any,
  Message = EventSourceMessage<Events[number], Data>,
> {
  /** The latest one: event, data and lastEventId, set at once. */
  message: ShallowRef<Message | null>;
  /** Of the latest message. */
  data: ShallowRef<Data | null>;
  status: ShallowRef<EventSourceStatus>;
  /** The latest message's type. */
  event: ShallowRef<Events[number] | null>;
  /** Why the connection is not there; null once it is open. */
  error: ShallowRef<ConnectionErrorEvent | null>;
  /** Closes until `open()`, or until `url` changes. */
  close: () => void;
  /** Opens anew, in place of the source that there is. Nothing once the scope is disposed of. */
  open: () => void;
  /** null before `open()`, without `url`, after `close()` and on the server. */
  eventSource: ShallowRef<EventSourcePolyfill | null>;
  /** Of the latest message. */
  lastEventId: ShallowRef<string | null>;
  /**
   * How many attempts have ended since the stream was last open: 1 when it is lost, one more for each
   * that does not restore it; 0 once it is open. (`error.value.attempt` counts all of the source.)
   */
  attempt: Readonly<ShallowRef<number>>;
  /** ms from the error to the next attempt; null once that begins, and where none follows. */
  delay: Readonly<ShallowRef<number | null>>;
  /** `error.value.reason`. */
  reason: Readonly<ShallowRef<ErrorReason | null>>;
}

/**
 * VueUse 15's `useEventSource` over EventSourcePolyfill. On the server it connects to nothing.
 *
 * @param url undefined: wait for one
 * @param events types to listen to; none: "message". Ask for "message" too where it is wanted besides.
 */
export declare function useEventSource<Events extends string[], Data = any>(
  url: MaybeRefOrGetter<string | PlatformURL | undefined>,
  events?: Events,
  options?: UseEventSourceOptions<Data, EventSourceMessage<Events[number], Data>>,
): UseEventSourceReturn<Events, Data>;
/**
 * With the data of every event type:
 * `useEventSource<{ price: Price; notice: Notice }>(url, ["price", "notice"], { serializer: { read: JSON.parse } })`.
 */
export declare function useEventSource<Named extends object>(
  url: MaybeRefOrGetter<string | PlatformURL | undefined>,
  events?: (keyof Named & string)[],
  options?: UseEventSourceOptions<Named[keyof Named & string], EventSourceMessageOf<Named>>,
): UseEventSourceReturn<(keyof Named & string)[], Named[keyof Named & string], EventSourceMessageOf<Named>>;
