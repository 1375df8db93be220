/// <reference lib="esnext.disposable" />
// The reference: Symbol.dispose is not in every target.

/** Why an attempt ended. */
export type ErrorReason =
  /** The status is not 200. Closes, unless `reconnect.statuses` has it. */
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
  /** The request cannot be made: its headers or its body, or a function that should make them. Closes. */
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
  /**
   * The body of a refused response, 64 KiB of it at most; empty where there is none. To be called
   * first while the event is dispatched: a body that nobody asked for then is given up, and a
   * later call rejects with its AbortError.
   */
  text(): Promise<string>;
}

/** What a headers function is told. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly lastEventId: string;
  /** Of the response that the attempt before had, if it had one: 401 is a reason to refresh a token. */
  readonly status: number | undefined;
}

/** How a lost connection is reestablished. */
export interface ReconnectOptions {
  /** Statuses to try again, honouring `Retry-After`. Default: none. */
  statuses?: Iterable<number>;
  /** ms; the reconnection time where the server names none, or a shorter one. Default: 1 000. */
  minDelay?: number;
  /** ms before jitter; never below the server's word. Default: 16 times the reconnection time. */
  maxDelay?: number;
  /** What a delay grows by after an attempt that came to nothing, at least 1. Default: 2. */
  factor?: number;
  /** The largest addition, as a part of the delay. Default: 0.25. */
  jitter?: number;
  /** How many attempts in a row may come to nothing before the source closes. Default: any number. */
  maxAttempts?: number;
}

export interface EventSourcePolyfillInit {
  /** Credentials mode "include", else "same-origin". Default: false. */
  withCredentials?: boolean;
  /**
   * Sent with every attempt, or a function that is asked before each. `Accept` is
   * `text/event-stream` unless given here.
   * @throws TypeError from the constructor for a name or value that cannot be
   */
  headers?: RequestHeaders | null;
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
  /** @throws TypeError from the constructor for a method that cannot be. Default: "GET". */
  method?: string;
  /**
   * Or a function that makes one for every attempt. A stream can be sent once: no reconnection.
   * @throws TypeError from the constructor if the method takes none
   */
  body?: BodyInit | null | (() => BodyInit | null | PromiseLike<BodyInit | null>);
  /** Aborting it closes; an aborted one never connects. */
  signal?: AbortSignal;
  /** Where to resume from: what the first request carries. Default: "". */
  lastEventId?: string;
  /**
   * How requests carry the last event ID. "auto", the default: in the query, and in the
   * `Last-Event-ID` header where that asks for no preflight.
   */
  lastEventIdTransport?: "auto" | "query" | "header" | "both";
  /** false: one stream, then CLOSED. Default: true. */
  reconnect?: boolean | ReconnectOptions;
  /** Close while the page is hidden, resume with the last event ID. Default: false. */
  pauseWhenHidden?: boolean;
}

/** Headers, or what makes them for each attempt. */
export type RequestHeaders = HeadersInit | ((attempt: Attempt) => HeadersInit | PromiseLike<HeadersInit>);

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
  headers: RequestHeaders;

  get onopen(): EventHandler;
  set onopen(callback: ((this: this, event: ConnectionEvent) => any) | null);
  get onmessage(): EventHandler;
  set onmessage(callback: ((this: this, event: MessageEvent<string>) => any) | null);
  get onerror(): EventHandler;
  set onerror(callback: ((this: this, event: ConnectionErrorEvent) => any) | null);

  /** Aborts the request; no event follows. */
  close(): void;
  /** `close()`. */
  [Symbol.dispose](): void;

  /**
   * Begins a new attempt now, with fresh headers, instead of the one that runs or the wait for it.
   * Nothing when CLOSED, and where there is no reconnection.
   */
  reconnect(): void;

  /**
   * Every message event from now on, of any type, until CLOSED. The stream is read no faster than
   * the loop takes them; leaving the loop closes the source.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<MessageEvent<string>>;

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
