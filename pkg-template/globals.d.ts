/**
 * What the platform declares, where it does: lib.dom, lib.webworker, @types/node. Elsewhere the least of
 * it, so that the package's declarations are whole without the DOM's and without a late `lib`.
 */
declare global {
  // Empty without a DOM library, as @types/event-source-polyfill has them.
  interface EventSource {}
  interface EventSourceInit {}
}

/** Of an interface that is a global. */
type Instance<Name extends string, Otherwise> =
  typeof globalThis extends Record<Name, { prototype: infer T }> ? T : Otherwise;

/** The type of a well-known symbol; never where there is none. */
type WellKnown<Name extends string> =
  typeof globalThis extends { Symbol: Record<Name, infer T extends symbol> } ? T : never;

/** `[Symbol.dispose]`, for `using`. */
export type Disposal = { [name in WellKnown<"dispose">]: () => void };

/** `[Symbol.asyncIterator]`, for `for await`. */
export type AsyncIteration<T> = { [name in WellKnown<"asyncIterator">]: () => AsyncIterations<T> };

export interface AsyncIterations<T> extends AsyncIteration<T> {
  next(): Promise<Iterated<T>>;
  return(value?: any): Promise<Iterated<T>>;
}

type Iterated<T> = { done?: false; value: T } | { done: true; value: any };

/** An array, a Set, whatever `Array.from()` takes. */
export type Sequence<T> =
  | ArrayLike<T>
  | ([WellKnown<"iterator">] extends [never]
      ? never
      : { [name in WellKnown<"iterator">]: () => { next(): Iterated<T> } });

interface LeastEvent {
  readonly type: string;
  readonly target: any;
  readonly currentTarget: any;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  readonly isTrusted: boolean;
  readonly timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
interface LeastMessageEvent extends LeastEvent {
  readonly data: any;
  readonly lastEventId: string;
  readonly origin: string;
}
interface LeastAbortSignal {
  readonly aborted: boolean;
  addEventListener(type: any, listener: any, options?: any): void;
  removeEventListener(type: any, listener: any, options?: any): void;
}
interface LeastHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
}
interface LeastURL {
  readonly href: string;
  toString(): string;
}

export type PlatformEvent = Instance<"Event", LeastEvent>;
export type PlatformMessageEvent = Instance<"MessageEvent", LeastMessageEvent>;
export type PlatformErrorEvent = Instance<"ErrorEvent", LeastEvent>;
export type PlatformCustomEvent = Instance<"CustomEvent", LeastEvent>;
/** What `dispatchEvent()` takes. */
export type DispatchedEvent = Instance<"Event", { readonly type: string }>;
export type PlatformAbortSignal = Instance<"AbortSignal", LeastAbortSignal>;
export type PlatformHeaders = Instance<"Headers", LeastHeaders>;
export type PlatformURL = Instance<"URL", LeastURL>;
export type PlatformRequest = Instance<"Request", never>;
export type PlatformResponse = Instance<"Response", never>;

/** The constructor. */
export type PlatformEventSource<Otherwise> =
  typeof globalThis extends { EventSource: infer T } ? T : Otherwise;

export type PlatformFetch =
  typeof globalThis extends { fetch: infer T } ? T : (input: any, init?: any) => Promise<any>;

export type PlatformHeadersInit =
  typeof globalThis extends { Headers: new (init?: infer T) => any }
    ? NonNullable<T>
    : [string, string][] | Record<string, string> | LeastHeaders;

export type PlatformBodyInit =
  typeof globalThis extends { Response: new (body?: infer T, init?: any) => any }
    ? NonNullable<T>
    : string | ArrayBuffer | ArrayBufferView | { readonly [name: string]: any };

export type PlatformModule =
  typeof globalThis extends { WebAssembly: { Module: { prototype: infer T } } } ? T : object;

/** A ReadableStream of bytes. */
export type ByteStream = Instance<"ReadableStream", { readonly locked: boolean }> & {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }> };
};
