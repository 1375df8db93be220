// Claim: what ours adds to VueUse's useEventSource has its types.
import type { ConnectionErrorEvent, ErrorReason, EventSourcePolyfill } from "event-source-polyfill-wasm";
import { useEventSource } from "event-source-polyfill-wasm/vue";
import type { EventSourceMessage, EventSourceMessageOf, UseEventSourceOptions } from "event-source-polyfill-wasm/vue";
import { computed, ref, shallowRef } from "vue";

interface Price {
  symbol: string;
  last: number;
}
interface Notice {
  text: string;
}
interface Named {
  price: Price;
  notice: Notice;
}

// The event tells what data is.
const { data, event } = useEventSource<Named>("/stream", ["price", "notice"], {
  serializer: { read: JSON.parse },
  onMessage(message) {
    if (message.event === "price") return message.data.last.toFixed(2);
    const text: string = message.data.text;
    return text;
  },
});
const either: Price | Notice | null = data.value;
const name: "price" | "notice" | null = event.value;
useEventSource<Named>("/stream", ["price"], {
  onMessage: ({ event, data }) => {
    switch (event) {
      case "price":
        return void data.symbol;
      case "notice":
        return void data.text;
    }
  },
});
// Of one message, also where it is read later.
const { message } = useEventSource<Named>("/stream", ["price", "notice"]);
const latest = message.value;
const read: number | string | undefined = latest?.event === "price" ? latest.data.last : latest?.data.text;
const plain: EventSourceMessage | null = useEventSource("/stream").message.value;
const id: string | undefined = message.value?.lastEventId;
// @ts-expect-error no such event
useEventSource<Named>("/stream", ["prices"]);
// @ts-expect-error a notice has no symbol
useEventSource<Named>("/stream", ["notice"], { onMessage: (message) => message.event === "notice" && message.data.symbol });
const handle = (message: EventSourceMessageOf<Named>) => message.lastEventId;
useEventSource<Named>("/stream", ["price"], { onMessage: handle });

// Without a map data is the serializer's, the event one of the names.
useEventSource("/stream", ["a", "b"], {
  serializer: { read: (text) => text.length },
  onMessage: ({ event, data }: EventSourceMessage<"a" | "b", number>) => [event, data.toFixed()],
});
const inferred: number | null = useEventSource("/stream", [], { serializer: { read: Number } }).data.value;

// Headers of every kind.
const token = ref("t");
useEventSource("/", [], { headers: { Authorization: "Bearer t" } });
useEventSource("/", [], { headers: new Headers() });
useEventSource("/", [], { headers: ref({ Authorization: "Bearer t" }) });
useEventSource("/", [], { headers: shallowRef<Headers>() });
useEventSource("/", [], { headers: computed(() => (token.value ? { Authorization: token.value } : undefined)) });
useEventSource("/", [], { headers: () => ({ Authorization: token.value }) });
useEventSource("/", [], { headers: async ({ status }) => ({ Authorization: status === 401 ? "new" : token.value }) });
// @ts-expect-error a number is no headers
useEventSource("/", [], { headers: 5 });

// The class's options, and what is told of a reconnection.
const options: UseEventSourceOptions = {
  ...{ heartbeatTimeout: false, method: "POST", body: "{}", lastEventId: "1", pauseWhenHidden: true },
  reconnect: { statuses: [503], jitter: 0 },
  signal: AbortSignal.timeout(1),
  fetch: globalThis.fetch,
  pauseWhenDeactivated: true,
  shared: "user-42",
};
useEventSource(ref<string | null>(null), [], { shared: true });
// @ts-expect-error neither a name nor a boolean
useEventSource("/", [], { shared: 42 });
const { eventSource, error, attempt, delay, reason } = useEventSource("/", [], options);
const source: EventSourcePolyfill | null = eventSource.value;
const failure: ConnectionErrorEvent | null = error.value;
const told: [number, number | null, ErrorReason | null] = [attempt.value, delay.value, reason.value];
source?.reconnect();
// @ts-expect-error read-only
attempt.value = 1;

export { either, failure, id, inferred, name, plain, read, told };
