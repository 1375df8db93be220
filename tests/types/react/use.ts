// Claim: ./react has its types, also in a program without the DOM library and without React's own.
import type { ConnectionErrorEvent, ErrorReason, EventSourcePolyfill } from "event-source-polyfill-wasm";
import { useEventSource } from "event-source-polyfill-wasm/react";
import type {
  EventSourceMessage,
  EventSourceMessageOf,
  EventSourceStatus,
  UseEventSourceOptions,
  UseEventSourceReturn,
} from "event-source-polyfill-wasm/react";

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

// What it says, as values.
const { eventSource, error, attempt, delay, reason, status, data, lastEventId, open, close } = useEventSource("/stream");
const source: EventSourcePolyfill | null = eventSource;
const failure: ConnectionErrorEvent | null = error;
const told: [number, number | null, ErrorReason | null, EventSourceStatus, string | null] = [attempt, delay, reason, status, lastEventId];
const anything: string = data.anything;
open();
close();
// @ts-expect-error read-only
useEventSource("/stream").status = "OPEN";

// Every kind of url.
useEventSource(null);
useEventSource(undefined);
useEventSource(status === "OPEN" ? "/stream" : null);
// @ts-expect-error a number is no url
useEventSource(5);
// @ts-expect-error a function is none either
useEventSource(() => "/stream");

// Events by name, of a constant too.
const EVENTS = ["notice", "update"] as const;
const name: "notice" | "update" | null = useEventSource("/stream", EVENTS).event;
const types: readonly string[] = EVENTS;
useEventSource("/stream", types);

// The event tells what data is.
const { message } = useEventSource<Named>("/stream", ["price", "notice"], {
  serializer: { read: JSON.parse },
  onMessage(message) {
    if (message.event === "price") return message.data.last.toFixed(2);
    const text: string = message.data.text;
    return text;
  },
});
const read: number | string | undefined = message?.event === "price" ? message.data.last : message?.data.text;
// @ts-expect-error no such event
useEventSource<Named>("/stream", ["prices"]);
const handle = (message: EventSourceMessageOf<Named>) => message.lastEventId;
useEventSource<Named>("/stream", ["price"], { onMessage: handle });
const inferred: number | null = useEventSource("/stream", [], { serializer: { read: Number } }).data;
useEventSource("/stream", ["a", "b"], {
  serializer: { read: (text) => text.length },
  onMessage: ({ event, data }: EventSourceMessage<"a" | "b", number>) => [event, data.toFixed()],
});

// Headers of every kind, and the class's options.
useEventSource("/", [], { headers: { Authorization: "Bearer t" } });
useEventSource("/", [], { headers: () => ({ Authorization: "t" }) });
useEventSource("/", [], { headers: async ({ status }) => ({ Authorization: status === 401 ? "new" : "old" }) });
// @ts-expect-error a number is no headers
useEventSource("/", [], { headers: 5 });
// @ts-expect-error Vue's alone
useEventSource("/", [], { pauseWhenDeactivated: true });
const options: UseEventSourceOptions<Price> = {
  ...{ heartbeatTimeout: false, method: "POST", body: "{}", lastEventId: "1", pauseWhenHidden: true },
  ...{ immediate: false, autoConnect: false, autoReconnect: { retries: () => true, delay: 500, onFailed() {} } },
  reconnect: { statuses: [503], jitter: 0 },
  serializer: { read: (text) => JSON.parse(text) as Price },
  shared: "user-42",
};
useEventSource("/", [], { shared: true });
// @ts-expect-error neither a name nor a boolean
useEventSource("/", [], { shared: 42 });
const returned: UseEventSourceReturn<["price"], Price> = useEventSource("/stream", ["price"], options);
source?.reconnect();

export { anything, failure, inferred, name, read, returned, told };
