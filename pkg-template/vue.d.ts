import type { ComputedRef, Ref } from "vue";
import type { EventSourceMessage, EventSourceMessageOf, SubscriptionOptions, SubscriptionState } from "./composable.js";
import type { RequestHeaders } from "./index.js";
import type { PlatformHeadersInit, PlatformURL } from "./globals.js";

export type { EventSourceMessage, EventSourceMessageOf, EventSourceStatus } from "./composable.js";

// Vue 2.7 has not all of these by name.
export type ShallowRef<T> = Ref<T>;
export type MaybeRefOrGetter<T> = T | Ref<T> | ComputedRef<T> | (() => T);

/** VueUse's options, and those of EventSourcePolyfill. */
export interface UseEventSourceOptions<Data = any, Message = EventSourceMessage<string, Data>>
  extends SubscriptionOptions<Data, Message> {
  /** Headers, a ref of them, or a function, maybe async: asked before every attempt, not watched. */
  headers?:
    | RequestHeaders
    | Ref<PlatformHeadersInit | null | undefined>
    | ComputedRef<PlatformHeadersInit | null | undefined>
    | null;
  /**
   * In a component under `<KeepAlive>`: close while it is deactivated and go on from the last event ID
   * when it is activated; an `open()` or another `url` meanwhile waits until then. Default: false, as
   * in VueUse: it stays connected and its state is up to date when it is shown again.
   */
  pauseWhenDeactivated?: boolean;
}

/** Set by the composable alone. */
type Told = "attempt" | "delay" | "reason";

type Refs<State> = { [Name in keyof State]: ShallowRef<State[Name]> };
type ReadonlyRefs<State> = { [Name in keyof State]: Readonly<ShallowRef<State[Name]>> };

export interface UseEventSourceReturn<
  Events extends string[],
  Data = any,
  Message = EventSourceMessage<Events[number], Data>,
> extends Refs<Omit<SubscriptionState<Events, Data, Message>, Told>>,
    ReadonlyRefs<Pick<SubscriptionState<Events, Data, Message>, Told>> {
  /** Closes until `open()`, or until `url` changes. */
  close: () => void;
  /** Opens anew, in place of the source that there is. Nothing once the scope is disposed of. */
  open: () => void;
}

/**
 * VueUse 15's `useEventSource` over EventSourcePolyfill. On the server it connects to nothing.
 *
 * @param url null or undefined: wait for one
 * @param events types to listen to; none: "message". Ask for "message" too where it is wanted besides.
 */
export declare function useEventSource<Events extends string[], Data = any>(
  url: MaybeRefOrGetter<string | PlatformURL | null | undefined>,
  events?: Events,
  options?: UseEventSourceOptions<Data, EventSourceMessage<Events[number], Data>>,
): UseEventSourceReturn<Events, Data>;
/**
 * With the data of every event type:
 * `useEventSource<{ price: Price; notice: Notice }>(url, ["price", "notice"], { serializer: { read: JSON.parse } })`.
 */
export declare function useEventSource<Named extends object>(
  url: MaybeRefOrGetter<string | PlatformURL | null | undefined>,
  events?: (keyof Named & string)[],
  options?: UseEventSourceOptions<Named[keyof Named & string], EventSourceMessageOf<Named>>,
): UseEventSourceReturn<(keyof Named & string)[], Named[keyof Named & string], EventSourceMessageOf<Named>>;
