import type { ConnectionErrorEvent, ErrorReason, EventSourcePolyfill, EventSourcePolyfillOptions } from "./index.js";

/**
 * CONNECTING also while a lost connection is waited for, and before `open()`; CLOSED when nothing
 * more will come: closed, failed for good, or its `url` is gone. What `pauseWhenHidden` pauses says what
 * it said, until it goes on.
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
export interface SubscriptionOptions<Data = any, Message = EventSourceMessage<string, Data>>
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
  /** Connect in the call itself, in React in its effect. Default: true. */
  immediate?: boolean;
  /** Open anew when `url` changes. Default: true. */
  autoConnect?: boolean;
  /** What makes a message's text into data. */
  serializer?: {
    read: (v: string) => Data;
  };
  /**
   * Called for every message, in order. Who watches `data` sees neither equal ones nor all of those
   * that come at once.
   */
  onMessage?: (message: Message) => void;
  /**
   * One connection for all pages of the origin that ask for the same stream: a SharedEventSource of
   * `event-source-polyfill-wasm/shared`, which is loaded when it is asked for; where it cannot be loaded, a
   * connection of its own. A string says whose stream it is and is its option `share`; where headers or body
   * are a function, a promise or a ref it needs one. Of an attempt that another page makes only the end is
   * known: until then `status` and `delay` are what they were. Default: false.
   */
  shared?: boolean | string;
}

/** What is known of the subscription. */
export interface SubscriptionState<
  Events extends readonly string[] = string[],
  Data = any,
  Message = EventSourceMessage<Events[number], Data>,
> {
  /** The latest one: event, data and lastEventId, of one moment. */
  message: Message | null;
  /** Of the latest message. */
  data: Data | null;
  status: EventSourceStatus;
  /** The latest message's type. */
  event: Events[number] | null;
  /** Why the connection is not there; null once it is open. */
  error: ConnectionErrorEvent | null;
  /**
   * null before `open()`, without `url`, after `close()` and on the server. A SharedEventSource, where it
   * is `shared`; null while that is loaded.
   */
  eventSource: EventSourcePolyfill | null;
  /** Of the latest message. */
  lastEventId: string | null;
  /**
   * How many attempts have ended since the stream was last open: 1 when it is lost, one more for each
   * that does not restore it; 0 once it is open. (`error.attempt` counts all of the source.)
   */
  attempt: number;
  /** ms from the error to the next attempt; null once that begins, and where none follows. */
  delay: number | null;
  /** `error.reason`. */
  reason: ErrorReason | null;
}
