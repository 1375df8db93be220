import type {
  AsyncIteration,
  ByteStream,
  DispatchedEvent,
  Disposal,
  PlatformAbortSignal,
  PlatformBodyInit,
  PlatformCustomEvent,
  PlatformErrorEvent,
  PlatformEvent,
  PlatformEventSource,
  PlatformFetch,
  PlatformHeaders,
  PlatformHeadersInit,
  PlatformMessageEvent,
  PlatformURL,
  Sequence,
} from "./globals.js";

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
  /** An event is larger than `maxEventSize`, or than the engine has a string for. Closes. */
  | "limit"
  /** The request cannot be made: its headers or its body, or a function that should make them. Closes. */
  | "headers"
  /** The request can never be sent, such as one to a URL with a password in it. Closes. */
  | "request"
  /** WebAssembly is refused, and the driver's JavaScript form cannot be loaded here. Closes. */
  | "load"
  /** Of a SharedEventSource alone: the page did not listen for a while, and catches up. */
  | "gap";

/** The platform's event, but for what tells of its target. */
type Untargeted<E> = Omit<E, "target" | "currentTarget">;

/** An event whose target is a source. */
type Targeted<E, Source> = Untargeted<E> & { readonly target: Source; readonly currentTarget: Source };

/**
 * A server may call its events "open" and "error" too, and listeners of these names hear them: what such
 * an event has, for `(event as MessageEvent).data`. Undefined in the connection's own.
 */
type OfNamesakes<E> = Partial<Untargeted<Omit<E, keyof PlatformEvent>>>;

/** A message, or an event of any other name that the server gave. */
export interface EventSourceMessageEvent<T = any, Source = EventSourcePolyfill>
  extends Untargeted<PlatformMessageEvent> {
  readonly target: Source;
  readonly currentTarget: Source;
  readonly data: T;
}

/** `open`. A source made by `fromReadableStream()` has no response: its fields are undefined there. */
export interface ConnectionEvent<Source = EventSourcePolyfill>
  extends Untargeted<PlatformEvent>,
    OfNamesakes<PlatformMessageEvent> {
  readonly target: Source;
  readonly currentTarget: Source;
  /** HTTP status: 200. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: PlatformHeaders;
  /** Of the response, after redirects. */
  readonly url: string;
}

/** `error`. The response's fields are there where there was one. */
export interface ConnectionErrorEvent<Source = EventSourcePolyfill>
  extends Untargeted<PlatformEvent>,
    OfNamesakes<PlatformMessageEvent & PlatformErrorEvent & PlatformCustomEvent> {
  readonly target: Source;
  readonly currentTarget: Source;
  readonly status: number | undefined;
  readonly statusText: string | undefined;
  readonly headers: PlatformHeaders | undefined;
  readonly url: string | undefined;
  readonly reason: ErrorReason;
  /** For people; the texts that event-source-polyfill writes to the console. */
  readonly message: string;
  /** What was thrown, if something was; an Error for "heartbeat" and "limit". */
  readonly error: any;
  /** Whether another attempt follows; otherwise `readyState` is CLOSED. */
  readonly willReconnect: boolean;
  /** Number of the attempt that ended, from 1. */
  readonly attempt: number;
  /** ms until the next attempt. */
  readonly delay: number | undefined;
  /**
   * The body of a refused response, 64 KiB of it at most; empty where there is none. To be called
   * first while the event is dispatched: a body that nobody asked for then is given up, and a
   * later call rejects with an AbortError.
   */
  text(): Promise<string>;
}

/** What a headers function is told. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly lastEventId: string;
  /**
   * Of the response that the attempt before had, if it had one: 401 is a reason to refresh a token. One that is
   * given up before it has any leaves it to the next.
   */
  readonly status: number | undefined;
}

/** How a lost connection is reestablished. A delay is 5 h at most before jitter, unless `Retry-After` asks for more. */
export interface ReconnectOptions {
  /** Statuses to try again, honouring `Retry-After`. Default: none. */
  statuses?: Sequence<number>;
  /** ms; the reconnection time where the server names none, or a shorter one. Default: 1 000. */
  minDelay?: number;
  /**
   * ms before jitter; never below the server's word or `minDelay`. Default: 16 times the reconnection time, and
   * 16 000 at least.
   */
  maxDelay?: number;
  /** What a delay grows by after an attempt that came to nothing, at least 1. Default: 2. */
  factor?: number;
  /** The largest addition, as a part of the delay. Default: 0.2. */
  jitter?: number;
  /**
   * How many times in a row it tries again for nothing before it closes; 0: it does not try again. A stream that
   * delivers an event, or lives as long as the delay before it, counts anew. Default: any number.
   */
  maxAttempts?: number;
}

/** Headers, or what makes them for each attempt. */
export type RequestHeaders =
  | PlatformHeadersInit
  | ((attempt: Attempt) => PlatformHeadersInit | PromiseLike<PlatformHeadersInit>);

/** `init.headers.Authorization = …` is for who knows that they are a record, as in @types/event-source-polyfill. */
type AnyHeader = { [name: string]: any };

/**
 * The init dictionary. What @types/event-source-polyfill has of it reads as there; the constructor takes
 * a little more, see {@link EventSourcePolyfillOptions}.
 */
export interface EventSourcePolyfillInit {
  /** Credentials mode "include", else "same-origin". Default: false. */
  withCredentials?: boolean;
  /**
   * Sent with every attempt, or a function that is asked before each. `Accept` is
   * `text/event-stream` unless given here.
   * @throws TypeError from the constructor for a name or value that cannot be
   */
  headers?: RequestHeaders & AnyHeader;
  /**
   * ms without a byte until the connection is reestablished; from 1 000 to 18 000 000, others are
   * clamped. It begins with the attempt: what `headers` and `body` promise is waited for no longer either.
   * 0 and Infinity switch it off. Default: 45 000.
   */
  heartbeatTimeout?: number;
  /** Query parameter that carries the last event ID. Default: "lastEventId". */
  lastEventIdQueryParameterName?: string;
  /** Bytes of one event, its data so far and one more line together; a larger one fails the connection. Default: 64 MiB. */
  maxEventSize?: number;
  /** Default: the global one, looked up at each attempt. */
  fetch?: PlatformFetch | null;
  /** @throws TypeError from the constructor for a method that cannot be. Default: "GET". */
  method?: string | null;
  /**
   * Or a function that makes one for every attempt. A stream can be sent once: no reconnection; and it is
   * fetch that sends it, in Chromium over HTTP/2 alone, in Firefox and WebKit not at all.
   * @throws TypeError from the constructor if the method takes none
   */
  body?: PlatformBodyInit | null | (() => PlatformBodyInit | null | PromiseLike<PlatformBodyInit | null>);
  /** Aborting it closes; an aborted one never connects. */
  signal?: PlatformAbortSignal | null;
  /**
   * Where to resume from: what the first request carries. Default: "".
   * @throws TypeError from the constructor for what no event has as its ID: a NUL, CR or LF in it
   */
  lastEventId?: string | null;
  /**
   * How requests carry the last event ID. "auto", the default: in the query, and in the
   * `Last-Event-ID` header where that asks for no preflight.
   */
  lastEventIdTransport?: "auto" | "query" | "header" | "both";
  /** false: one stream, then CLOSED. Default: true. */
  reconnect?: boolean | ReconnectOptions | null;
  /**
   * Close while the page is hidden, resume with the last event ID. A stream that cannot be resumed, with
   * `reconnect: false`, stays open. Default: false.
   */
  pauseWhenHidden?: boolean;
}

/** What the constructor takes: the init dictionary, with other words for what is switched off or not given. */
export interface EventSourcePolyfillOptions
  extends Omit<EventSourcePolyfillInit, "headers" | "heartbeatTimeout" | "lastEventIdQueryParameterName"> {
  headers?: RequestHeaders | null;
  /** false switches it off. */
  heartbeatTimeout?: number | false | null;
  lastEventIdQueryParameterName?: string | null;
}

/** The events that every source has. */
export interface EventSourceEventMap {
  open: ConnectionEvent;
  message: EventSourceMessageEvent;
  error: ConnectionErrorEvent;
}

/** The events of a source as its listeners get them: those of its type argument, and what every source has. */
type EventsOf<Named, Source> = { [Type in keyof Named]: Targeted<Named[Type], Source> } & Omit<
  {
    [Type in keyof EventSourceEventMap]: Type extends "open"
      ? ConnectionEvent<Source>
      : Type extends "message"
        ? EventSourceMessageEvent<any, Source>
        : Type extends "error"
          ? ConnectionErrorEvent<Source>
          : Targeted<EventSourceEventMap[Type], Source>;
  },
  keyof Named
>;

/** Anything, unless the map of a type argument says otherwise. */
type DataOf<Named> = Named extends { message: { data: infer T } } ? T : any;

/** Any function where functions are not checked anyway: with `strictFunctionTypes` off. */
type Unchecked = ((value: "") => void) extends (value: string) => void ? Function : never;

/** Loosely read, so that an EventSourcePolyfill can stand where lib.dom's EventSource is asked for. */
type EventHandler = ((event: any) => any) | null;

type Handler<Source, E> = ((this: Source, event: E) => any) | Unchecked | null;

type Listener<Source, E> = Handler<Source, E> | { handleEvent(event: E): any };

/** lib.dom's AddEventListenerOptions, and whatever else an engine knows. */
interface ListenerOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: PlatformAbortSignal;
  [option: string]: any;
}

/**
 * @typeParam Named the server's named events, as a map of event types:
 *   `new EventSourcePolyfill<{ notice: MessageEvent<string> }>(url)`. Other names stay possible.
 */
export declare class EventSourcePolyfill<Named extends object = {}> {
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
  static fromReadableStream(stream: ByteStream): EventSourcePolyfill;

  /**
   * Sends the request before it returns, unless it has to wait: for headers or a body by a promise, for a page that
   * `pauseWhenHidden` is about, or, with a `lastEventId` for the query, for the wasm. All events come later.
   * @param url resolved against the document's base URL or the worker's location
   * @throws SyntaxError (DOMException) for a URL that does not parse
   * @throws TypeError for an init member that cannot be
   */
  constructor(url: string | PlatformURL, init?: EventSourcePolyfillOptions | null);

  /** Aborts the request; no event follows. */
  close(): void;

  /**
   * Begins a new attempt now, with fresh headers, instead of the one that runs or the wait for it; in a page that
   * is away, or hidden with `pauseWhenHidden`, once it is back. Nothing when CLOSED, and where there is no
   * reconnection.
   */
  reconnect(): void;

  addEventListener<Type extends keyof EventsOf<Named, this>>(
    type: Type,
    listener: Listener<this, EventsOf<Named, this>[Type]>,
    options?: boolean | ListenerOptions | null,
  ): void;
  addEventListener(
    type: string,
    listener: Listener<this, EventSourceMessageEvent<any, this>>,
    options?: boolean | ListenerOptions | null,
  ): void;
  addEventListener<Type extends keyof EventSourceEventMap>(
    type: Type,
    listener: Listener<this, EventSourceEventMap[Type]>,
    options?: boolean | ListenerOptions | null,
  ): void;

  removeEventListener<Type extends keyof EventsOf<Named, this>>(
    type: Type,
    listener: Listener<this, EventsOf<Named, this>[Type]>,
    options?: boolean | ListenerOptions | null,
  ): void;
  removeEventListener(
    type: string,
    listener: Listener<this, EventSourceMessageEvent<any, this>>,
    options?: boolean | ListenerOptions | null,
  ): void;
  removeEventListener<Type extends keyof EventSourceEventMap>(
    type: Type,
    listener: Listener<this, EventSourceEventMap[Type]>,
    options?: boolean | ListenerOptions | null,
  ): void;

  /** Of the platform's events; EventTarget's. */
  dispatchEvent(event: DispatchedEvent): boolean;
}

/**
 * The attributes stand here, where a subclass may declare its own either way. A source is an EventTarget;
 * its symbols, where the library knows them: `close()` as `[Symbol.dispose]`, and as
 * `[Symbol.asyncIterator]` every message event from now on, of any type, until CLOSED. The stream is read
 * no faster than the loop takes them; leaving the loop closes the source.
 */
export interface EventSourcePolyfill<Named extends object = {}>
  extends Disposal,
    AsyncIteration<EventSourceMessageEvent<string>> {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;

  /** Absolute. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** CONNECTING, OPEN or CLOSED; CONNECTING also while it waits to reconnect. */
  readonly readyState: number;
  /** The last event ID string: what the next attempt will carry. Also after `close()`. */
  readonly lastEventId: string;
  /** ms, as the server's last `retry` field gave it; before, `reconnect.minDelay` or 1 000. Delays are longer, see the README. */
  readonly reconnectionTime: number;
  /** Read afresh at every attempt. */
  headers: RequestHeaders & AnyHeader;

  // No more of type parameters than this: before 5.1 TypeScript does not put a source's into a setter's type.
  get onopen(): EventHandler;
  set onopen(callback: Handler<this, ConnectionEvent<this>>);
  get onmessage(): EventHandler;
  set onmessage(callback: Handler<this, EventSourceMessageEvent<DataOf<Named>, this>>);
  get onerror(): EventHandler;
  set onerror(callback: Handler<this, ConnectionErrorEvent<this>>);
}

/** The default import's members: with a compiler's interop event-source-polyfill's is the module itself. */
export declare namespace EventSourcePolyfill {
  export {
    EventSourcePolyfill,
    NativeEventSource,
    EventSource,
    EventSourceConstructor,
    EventSourceEventMap,
    EventSourcePolyfillInit,
    Event,
    MessageEvent,
    EventListener,
    EventListenerObject,
    EventListenerOrEventListenerObject,
  };
}

export { EventSourcePolyfill as default };

/** What can be in the place of EventSource. */
export type EventSourceConstructor = {
  prototype: any;
  new (url: string, eventSourceInitDict?: EventSourceInit): EventSource;
  readonly CLOSED: number;
  readonly CONNECTING: number;
  readonly OPEN: number;
};

/** The browser's own at import; undefined where there is none, though @types/event-source-polyfill leaves that out. */
export declare const NativeEventSource: PlatformEventSource<EventSourceConstructor>;

/** The browser's own where there is one, else EventSourcePolyfill. */
export declare const EventSource: PlatformEventSource<EventSourceConstructor>;

// The other names that @types/event-source-polyfill exports, as it has them: what code for it asks of an event.
export interface Event {
  type: string;
  target: any;
}
export interface MessageEvent<T = any> extends Event {
  data: T;
  lastEventId: string;
}
export interface EventListener {
  (evt: Event): void;
}
export interface EventListenerObject {
  handleEvent(evt: Event): void;
}
export type EventListenerOrEventListenerObject = EventListener | EventListenerObject;
