// Claim: a program that was written for VueUse's useEventSource type-checks when its import alone is
// changed. Nothing runs; tests/vue compiles it as it is, and again with the other import.
import { useEventSource } from "@vueuse/core";
import type { EventSourceStatus, UseEventSourceOptions, UseEventSourceReturn } from "@vueuse/core";
import { computed, ref, shallowRef, watch } from "vue";
import type { Ref, ShallowRef } from "vue";

interface Price {
  symbol: string;
  last: number;
}

const { eventSource, event, data, status, error, open, close, lastEventId } = useEventSource("/stream");
const source: ShallowRef<EventSource | null> = eventSource;
const state: Ref<EventSourceStatus> = status;
const failure: Ref<Event | null> = error;
const id: Ref<string | null> = lastEventId;
const type: Ref<string | null> = event;
open();
close();
watch(data, (value) => value?.anything);
watch([status, error], ([is, why]) => [is === "OPEN", why?.type]);
source.value?.addEventListener("ping", (ping: MessageEvent) => ping.data);
const isOpen = computed(() => source.value?.readyState === EventSource.OPEN);

// Events by name: strings, unless their type is given. Code may compare with any.
const named = useEventSource<["notice", "update"]>("/stream", ["notice", "update"]);
const name: "notice" | "update" | null = named.event.value;
const literal: boolean = useEventSource("/stream", ["a", "b"]).event.value === "message";
const types: string[] = ["a"];
useEventSource("/stream", types);

// Both type arguments, and data by the serializer.
const typed = useEventSource<["price"], Price>("/stream", ["price"], {
  serializer: { read: (text?: string) => JSON.parse(text ?? "null") },
});
const last: number | undefined = typed.data.value?.last;
const inferred = useEventSource("/stream", [], { serializer: { read: (text?: string) => Number(text) } });
const number: number | null = inferred.data.value;

// Every kind of url.
useEventSource(ref("/stream"));
useEventSource(shallowRef<string>());
useEventSource(() => (isOpen.value ? "/stream" : undefined));
useEventSource(computed(() => new URL("/stream", location.href)));
useEventSource(undefined);

// Every option, and the types by name.
const options: UseEventSourceOptions<Price> = {
  immediate: false,
  autoConnect: false,
  withCredentials: true,
  autoReconnect: { retries: () => true, delay: 500, onFailed() {} },
  serializer: { read: (text) => JSON.parse(text ?? "null") as Price },
};
const returned: UseEventSourceReturn<["price"], Price> = useEventSource("/stream", ["price"], options);
useEventSource("/stream", [], { autoReconnect: true });
useEventSource("/stream", [], { autoReconnect: { retries: 3 } });
const wrapped = (): UseEventSourceReturn<string[]> => useEventSource("/stream");

export { failure, id, last, literal, name, number, returned, state, type, wrapped };
