// @ts-check
/** VueUse's useEventSource over EventSourcePolyfill; what it adds is told in vue.d.ts. */
import * as vue from "vue";
// As a bundler is to find it: the package beside this file.
import { EventSourcePolyfill } from "./index.js";

/** @typedef {import("../index.d.ts").EventSourcePolyfill} Source */
/** @typedef {import("../index.d.ts").ConnectionErrorEvent} ConnectionErrorEvent */
/** @typedef {import("../vue.d.ts").EventSourceStatus} EventSourceStatus */

/**
 * @param {import("vue").MaybeRefOrGetter<string | URL | undefined>} url
 * @param {readonly string[]} [events]
 * @param {import("../vue.d.ts").UseEventSourceOptions} [options]
 * @returns {import("../vue.d.ts").UseEventSourceReturn<string[]>}
 */
export function useEventSource(url, events = [], options = {}) {
  // Of the module, not by their names: what has no composition API has no such exports to link to.
  const { getCurrentInstance, getCurrentScope, isRef, onActivated, onDeactivated, onScopeDispose, shallowRef, watch } = vue;
  if (!shallowRef || !onScopeDispose) {
    throw new Error("useEventSource needs the composition API: Vue 2.7, or 3");
  }
  /** @param {any} source a ref, a getter, or the value itself: `toValue()`, younger than Vue 3.3 */
  const toValue = (source) => (isRef(source) ? source.value : typeof source === "function" ? source() : source);

  const { immediate = true, autoConnect = true, autoReconnect, serializer, onMessage, headers, signal } = options;

  const eventSource = shallowRef(/** @type {Source | null} */ (null));
  const event = shallowRef(/** @type {string | null} */ (null));
  const data = shallowRef(/** @type {any} */ (null));
  const lastEventId = shallowRef(/** @type {string | null} */ (null));
  const message = shallowRef(/** @type {import("../vue.d.ts").EventSourceMessage | null} */ (null));
  // So too where nothing is opened yet, on the server, as in VueUse.
  const status = shallowRef(/** @type {EventSourceStatus} */ ("CONNECTING"));
  const error = shallowRef(/** @type {ConnectionErrorEvent | null} */ (null));
  const attempt = shallowRef(0);
  const delay = shallowRef(/** @type {number | null} */ (null));
  const reason = shallowRef(/** @type {import("../index.d.ts").ErrorReason | null} */ (null));

  let retried = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Deactivated, or disposed of: nothing connects. */
  let asleep = false;
  /** @type {(() => void) | undefined} what the component wakes up to */
  let pending;

  /** @param {string} [from] the last event ID of the source before, where the stream goes on */
  const connect = (from) => {
    const address = toValue(url);
    if (address === undefined || address === null) {
      return;
    }
    const source = new EventSourcePolyfill(address, {
      ...options,
      headers: isRef(headers) ? () => headers.value ?? {} : headers,
      lastEventId: from ?? options.lastEventId,
      // An attempt begins; nothing else tells of one that no error came before.
      fetch(...request) {
        status.value = "CONNECTING";
        delay.value = null;
        return (options.fetch ?? fetch)(...request);
      },
    });
    eventSource.value = source;
    // An aborted signal leaves it closed.
    status.value = source.readyState === source.CLOSED ? "CLOSED" : "CONNECTING";
    // Aborting is silent. Added again it stays one listener.
    signal?.addEventListener("abort", close);

    source.addEventListener("open", () => {
      status.value = "OPEN";
      error.value = delay.value = reason.value = null;
      attempt.value = 0;
    });
    source.addEventListener("error", (failed) => {
      // A server may call its events so.
      if ("data" in failed) return;
      error.value = failed;
      reason.value = failed.reason;
      attempt.value += 1;
      delay.value = failed.delay ?? null;
      status.value = failed.willReconnect ? "CONNECTING" : "CLOSED";
      if (!failed.willReconnect && autoReconnect) reopen(source, autoReconnect === true ? {} : autoReconnect);
    });
    // One function: a type that is named twice is heard once.
    for (const type of events.length > 0 ? events : ["message"]) {
      source.addEventListener(type, receive);
    }
  };

  /** @param {MessageEvent<string>} received */
  const receive = (received) => {
    // An open or error event of the connection, where a server's event of that name was asked for.
    if (!("data" in received)) return;
    const { type, lastEventId: id } = received;
    const value = serializer ? serializer.read(received.data) : received.data;
    const whole = { event: type, data: value, lastEventId: id };
    // At once, and before its parts: a synchronous watcher of several refs sees pairs that never were.
    message.value = whole;
    event.value = type;
    data.value = value ?? null;
    lastEventId.value = id;
    onMessage?.(whole);
  };

  /**
   * What VueUse does when a source has closed. As there `retried` counts from open() on, and the first
   * failure too: `retries: 3` connects three times in all.
   *
   * @param {Source} source
   * @param {Exclude<import("../vue.d.ts").UseEventSourceOptions["autoReconnect"], boolean | undefined>} policy
   */
  const reopen = (source, { retries = -1, delay: wait = 1000, onFailed }) => {
    retried += 1;
    if (!(typeof retries === "function" ? retries() : retries < 0 || retried < retries)) {
      onFailed?.();
    } else if (eventSource.value === source) {
      // And retries() has neither opened another one nor closed.
      status.value = "CONNECTING";
      delay.value = wait;
      timer = setTimeout(connect, wait, source.lastEventId);
    }
  };

  const close = () => {
    clearTimeout(timer);
    pending = undefined;
    if (eventSource.value) {
      eventSource.value.close();
      eventSource.value = delay.value = null;
      status.value = "CLOSED";
    }
  };

  const open = () => {
    if (!globalThis.document) return;
    close();
    retried = attempt.value = 0;
    if (asleep) pending = connect;
    else connect();
  };

  if (immediate) open();
  if (autoConnect) watch(() => toValue(url), open);

  if (options.pauseWhenDeactivated && getCurrentInstance()) {
    onDeactivated(() => {
      asleep = true;
      if (eventSource.value && status.value !== "CLOSED") {
        const from = eventSource.value.lastEventId;
        close();
        pending = () => connect(from);
      }
    });
    onActivated(() => {
      asleep = false;
      const wake = pending;
      pending = undefined;
      wake?.();
    });
  }
  if (getCurrentScope()) {
    onScopeDispose(() => {
      close();
      asleep = true;
      signal?.removeEventListener("abort", close);
    });
  }

  return { eventSource, message, event, data, status, error, open, close, lastEventId, attempt, delay, reason };
}
