// @ts-check
/** useEventSource for React 18 and later: what ./vue has, as React people expect it. */
import * as React from "react";
import { byValue } from "../composable/by-value.js";
import { View } from "../composable/view.js";

/**
 * @param {string | URL | null | undefined} url
 * @param {readonly string[]} [events]
 * @param {import("../react.d.ts").UseEventSourceOptions} [options]
 * @returns {import("../react.d.ts").UseEventSourceReturn<string[]>}
 */
export function useEventSource(url, events = [], options = {}) {
  // Of the module, not by their names: what is older has no such exports to link to.
  const { useEffect, useInsertionEffect, useMemo, useState, useSyncExternalStore } = React;
  if (!useSyncExternalStore || !useInsertionEffect) {
    throw new Error("useEventSource needs React 18 or later");
  }
  const [view] = useState(() => new View());
  const snapshot = useSyncExternalStore(view.subscribe, view.snapshot, view.snapshot);

  const { method, body, shared, ...others } = options;
  // Looked up when they are needed; that they have changed is no news.
  const { onMessage, serializer, autoReconnect, immediate, autoConnect, lastEventId, signal, fetch, ...settings } = others;
  const keys = [byValue([url, method, body, shared]), byValue(settings), byValue(events)];

  // Not while rendering: a rendering that React throws away is not what the page wants.
  useInsertionEffect(() => view.want({ url, events, options }));
  useEffect(() => view.take(keys), keys);
  // After the one above: where the component was hidden it has wanted other things meanwhile.
  useEffect(() => view.arrive(), [view]);

  return useMemo(() => view.result(snapshot), [view, snapshot]);
}
