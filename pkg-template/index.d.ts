/** Why an attempt ended. */
export type ErrorReason =
  /** The status is not 200. Closes. */
  | "status"
  /** The MIME type is not `text/event-stream`. Closes. */
  | "content-type"
  /** No response, or the body broke off. Reconnects. */
  | "network"
  /** The server ended the body. Reconnects. */
  | "end"
  /** No byte for `heartbeatTimeout`. Reconnects. */
  | "heartbeat"
  /** An event is larger than `maxEventSize`. Closes. */
  | "limit"
  /** The request headers cannot be sent. Closes. */
  | "headers";

/** `open`. A source made by `fromReadableStream()` has no response: its fields are undefined there. */
export interface ConnectionEvent extends globalThis.Event {
  /** HTTP status: 200. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** Of the response, after redirects. */
  readonly url: string;
}

/** `error`. The response's fields are there where there was one. */
export interface ConnectionErrorEvent extends globalThis.Event {
  readonly status: number | undefined;
  readonly statusText: string | undefined;
  readonly headers: Headers | undefined;
  readonly url: string | undefined;
  readonly reason: ErrorReason;
  /** For people; the texts that event-source-polyfill writes to the console. */
  readonly message: string;
  /** What was thrown, if something was; an Error for "heartbeat" and "limit". */
  readonly error: unknown;
  /** Whether another attempt follows; otherwise `readyState` is CLOSED. */
  readonly willReconnect: boolean;
  /** Number of the attempt that ended, from 1. */
  readonly attempt: number;
  /** ms until the next attempt. */
  readonly delay: number | undefined;
}

export interface EventSourcePolyfillInit {
  /** Credentials mode "include", else "same-origin". Default: false. */
  withCredentials?: boolean;
  /**
   * Sent with every attempt. `Accept` is `text/event-stream` unless given here.
   * @throws TypeError from the constructor for a name or value that cannot be
   */
  headers?: HeadersInit | null;
  /**
   * ms without a byte until the connection is reestablished; from 1 000 to 18 000 000, others are
   * clamped. 0, false and Infinity switch it off. Default: 45 000.
   */
  heartbeatTimeout?: number | false | null;
  /** Query parameter that carries the last event ID. Default: "lastEventId". */
  lastEventIdQueryParameterName?: string | null;
  /** Bytes of one event; a larger one fails the connection. Default: 64 MiB. */
  maxEventSize?: number;
  /** Default: the global one, looked up at each attempt. */
  fetch?: typeof globalThis.fetch;
}

/** The events that every source has. */
export interface EventSourceEventMap {
  open: ConnectionEvent;
  message: MessageEvent<string>;
  error: ConnectionErrorEvent;
}

/** Loosely read, so that an EventSourcePolyfill can stand where lib.dom's EventSource is asked for. */
type EventHandler = ((event: any) => any) | null;

/**
 * @typeParam Named the server's named events, as a map of event types:
 *   `new EventSourcePolyfill<{ notice: MessageEvent<string> }>(url)`. Other names stay possible.
 */
export declare class EventSourcePolyfill<Named extends object = {}> extends EventTarget {
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSED: 2;

  /**
   * Dispatches the events of a stream that the page has itself, such as a response's body. `url` is
   * `about:event-stream` and messages have the origin "null". At the stream's end or failure: an
   * error event, then CLOSED; there is no reconnection.
   *
   * Proposed for the standard: https://github.com/whatwg/html/pull/12272
   * @throws TypeError for what is no ReadableStream, or a locked one
   */
  static fromReadableStream(stream: ReadableStream<Uint8Array>): EventSourcePolyfill;

  /**
   * Sends the request before it returns. All events come later.
   * @param url resolved against the document's base URL or the worker's location
   * @throws SyntaxError (DOMException) for a URL that does not parse
   * @throws TypeError for an init member that cannot be
   */
  constructor(url: string | URL, init?: EventSourcePolyfillInit | null);

  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;

  /** Absolute. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** CONNECTING also while it waits to reconnect. */
  readonly readyState: 0 | 1 | 2;
  /** The last event ID string: what the next attempt will carry. Also after `close()`. */
  readonly lastEventId: string;
  /** ms, as the server's last `retry` field gave it; 1 000 before. Delays are longer, see the README. */
  readonly reconnectionTime: number;
  /** Read afresh at every attempt. */
  headers: HeadersInit;

  get onopen(): EventHandler;
  set onopen(callback: ((this: this, event: ConnectionEvent) => any) | null);
  get onmessage(): EventHandler;
  set onmessage(callback: ((this: this, event: MessageEvent<string>) => any) | null);
  get onerror(): EventHandler;
  set onerror(callback: ((this: this, event: ConnectionErrorEvent) => any) | null);

  /** Aborts the request; no event follows. */
  close(): void;

  addEventListener<K extends keyof (EventSourceEventMap & Named)>(
    type: K,
    listener: (this: this, event: (EventSourceEventMap & Named)[K]) => any,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: (this: this, event: MessageEvent<string>) => any,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;

  removeEventListener<K extends keyof (EventSourceEventMap & Named)>(
    type: K,
    listener: (this: this, event: (EventSourceEventMap & Named)[K]) => any,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: (this: this, event: MessageEvent<string>) => any,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What `EventSource` and `NativeEventSource` are. */
export type EventSourceConstructor = typeof globalThis.EventSource;

/** The browser's own at import; undefined where there is none. */
export declare const NativeEventSource: EventSourceConstructor | undefined;

/** The browser's own where there is one, else EventSourcePolyfill. */
export declare const EventSource: EventSourceConstructor;

// The other names that @types/event-source-polyfill exports: here they are the platform's.
export type Event = globalThis.Event;
export type MessageEvent<T = any> = globalThis.MessageEvent<T>;
export type EventListener = globalThis.EventListener;
export type EventListenerObject = globalThis.EventListenerObject;
export type EventListenerOrEventListenerObject = globalThis.EventListenerOrEventListenerObject;
