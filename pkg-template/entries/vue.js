// @ts-check
/** VueUse's useEventSource over EventSourcePolyfill; what it adds is told in vue.d.ts. */
import * as vue from "vue";
import { INITIAL, Subscription } from "../composable/subscription.js";

/**
 * @param {import("vue").MaybeRefOrGetter<string | URL | null | undefined>} url
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

  const { immediate = true, autoConnect = true, headers } = options;
  const wanted = {
    get url() {
      return toValue(url);
    },
    events,
    options: /** @type {any} */ (isRef(headers) ? { ...options, headers: () => headers.value ?? {} } : options),
  };

  /** @type {any} */
  const refs = {};
  for (const [name, value] of Object.entries(INITIAL)) refs[name] = shallowRef(value);
  const subscription = new Subscription(wanted, (change) => {
    // As it is by now: a synchronous watcher of the ref before may have opened or closed.
    for (const name of Object.keys(change)) refs[name].value = subscription.state[/** @type {keyof typeof INITIAL} */ (name)];
  });

  const { close } = subscription;
  const open = () => {
    if (globalThis.document) subscription.open();
  };
  if (immediate) open();
  if (autoConnect) watch(() => toValue(url), open);

  if (options.pauseWhenDeactivated && getCurrentInstance()) {
    onDeactivated(() => subscription.pause());
    onActivated(() => subscription.resume());
  }
  if (getCurrentScope()) {
    onScopeDispose(() => {
      close();
      // Nothing wakes it.
      subscription.pause();
    });
  }

  return { ...refs, open, close };
}
