// @ts-check
/** Between two messages of a chunk watchers run, as with the browser's own; and what stops amid a delivery goes on where it was. */

import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { useEventSource } from "event-source-polyfill-wasm/vue";
import { computed, createApp, h, KeepAlive, nextTick, onUpdated, ref, shallowRef, watch, watchEffect } from "vue";
import { claim, equal, mount, play, requests, stream, until, using } from "./setting.mjs";

const TYPES = ["message", "tick"];
const FLUSHES = /** @type {const} */ (["pre", "post", "sync"]);
/** Fewer than a burst, and one. */
const COUNTS = [7, 100];

/**
 * Messages of two types in turn, with their number as data and ID.
 *
 * @param {number} count
 */
const text = (count) => Array.from({ length: count }, (_, i) => `${i % 2 ? "event: tick\n" : ""}id: ${i}\ndata: ${i}\n\n`).join("");

/**
 * What a component's watchers see of a source that its messages set a ref from.
 *
 * @param {any} Interface
 * @param {string} url
 * @param {(data: import("vue").ShallowRef<string>, write: (entry: unknown) => void) => void} use
 */
async function watched(Interface, url, use) {
  /** @type {unknown[]} */
  const log = [];
  const data = shallowRef("none");
  const source = new Interface(url);
  const place = document.createElement("div");
  const app = createApp({
    setup() {
      use(data, (entry) => log.push(entry));
      onUpdated(() => log.push(place.textContent));
      return () => h("p", data.value);
    },
  });
  app.mount(place);
  for (const type of TYPES) source.addEventListener(type, (/** @type {any} */ event) => (data.value = event.data));
  await new Promise((resolve) => source.addEventListener("error", resolve));
  await nextTick();
  source.close();
  app.unmount();
  return log;
}

for (const count of COUNTS) {
  for (const flush of FLUSHES) {
    claim(`${count} messages at once: a watcher with flush ${flush} sees what it sees of the browser's own`, async () => {
      const url = await play({ steps: [{ send: text(count) }] });
      /** @type {Parameters<typeof watched>[2]} */
      const use = (data, write) => {
        const twice = computed(() => data.value + data.value);
        watch(data, (value, before) => write([value, before]), { flush });
        watchEffect(() => write(twice.value), { flush });
      };
      const [native, ours] = await Promise.all([EventSource, EventSourcePolyfill].map((Interface) => watched(Interface, url, use)));
      equal(ours, native);
      // A watcher, an effect and an update for each, and the effect's first run.
      equal(ours.length, 3 * count + 1);
    });

    claim(`useEventSource: a watcher with flush ${flush} sees each of ${count} messages at once`, async () => {
      const url = await play(stream(text(count)));
      /** @type {any[]} */
      const [data, messages] = [[], []];
      using(() => {
        const api = useEventSource(url, TYPES);
        watch(api.data, (value) => data.push(value), { flush });
        watch(api.message, (message) => messages.push(message), { flush });
        return api;
      });
      await until(() => messages.length === count);
      const numbers = Array.from({ length: count }, (_, i) => String(i));
      equal(data, numbers);
      equal(messages, numbers.map((number, i) => ({ event: TYPES[i % 2], data: number, lastEventId: number })));
    });
  }
}

claim("message: equal ones are told too, and a synchronous watcher sees no pair that never was", async () => {
  const url = await play(stream("data: a\n\ndata: a\n\nevent: tick\ndata: b\n\nevent: tick\ndata: b\n\ndata: a\n\n"));
  /** @type {any[]} */
  const seen = [];
  /** @type {any[]} */
  const parts = [];
  const { api } = using(() => {
    const api = useEventSource(url, TYPES);
    equal(api.message.value, null);
    watch(api.message, (message) => seen.push([message?.event, message?.data]), { flush: "sync" });
    watch([api.event, api.data], () => parts.push(api.message.value?.data), { flush: "sync" });
    return api;
  });
  await until(() => seen.length === 5);
  equal(seen, [["message", "a"], ["message", "a"], ["tick", "b"], ["tick", "b"], ["message", "a"]]);
  // Of the parts it is told one by one; the whole is there before.
  equal([...new Set(parts)], ["a", "b"]);
  equal([api.event.value, api.data.value], ["message", "a"]);
});

const END = 2_000;
const all = Array.from({ length: END }, (_, i) => i + 1);

/** Numbered events after the last event ID, see tests/server/src/numbered.rs. */
const numbers = () => play({ numbered: { end: END, every: 1, seed: 1, faults: [] } });

/** @param {number[]} heard */
const hearing = (heard, /** @type {(number: number) => void} */ then = () => {}) => ({
  /** @param {any} message */
  onMessage({ data }) {
    heard.push(Number.parseInt(data, 10));
    then(Number.parseInt(data, 10));
  },
});

claim("pauseWhenDeactivated amid a delivery: each once", async () => {
  const url = await numbers();
  /** @type {number[]} */
  const heard = [];
  const shown = ref(true);
  let pauses = 0;
  const options = hearing(heard, (number) => {
    if (number % 190 === 0) shown.value = false;
  });
  const Kept = {
    setup() {
      const api = useEventSource(url, TYPES, { ...options, pauseWhenDeactivated: true });
      return () => h("p", api.data.value);
    },
  };
  mount({
    setup() {
      watch(shown, async (value) => {
        if (value) return;
        pauses += 1;
        await nextTick();
        setTimeout(() => (shown.value = true), 5);
      });
      return () => h(KeepAlive, null, { default: () => (shown.value ? h(Kept) : undefined) });
    },
  });
  await until(() => heard.length >= END);
  equal(heard, all);
  equal([pauses, (await requests(url)).length], [10, 11]);
});

claim("a url that changes amid a delivery: nothing more of the old one, the new one from its start, and back", async () => {
  const urls = [await numbers(), await numbers()];
  const url = ref(urls[0]);
  /** @type {number[][]} */
  const heard = [[]];
  const { api } = using(() =>
    useEventSource(url, TYPES, {
      /** @param {any} message */
      onMessage({ data, lastEventId }) {
        heard.at(-1)?.push(Number.parseInt(data, 10));
        equal([api.lastEventId.value, api.eventSource.value?.lastEventId], [lastEventId, lastEventId]);
        if (heard.length < 4 && heard.at(-1)?.length === 300) {
          url.value = urls[heard.length % 2];
          // Watchers run when the listener has returned.
          queueMicrotask(() => heard.push([]));
        }
      },
    }),
  );
  await until(() => heard.length === 4 && (heard.at(-1)?.length ?? 0) >= END);
  equal(heard.map(({ length }) => length), [300, 300, 300, END]);
  for (const numbers of heard) equal(numbers, all.slice(0, numbers.length));
});

claim("a component that is replaced amid a delivery, as hot replacement does: its heir goes on from what was heard", async () => {
  const url = await numbers();
  /** @type {number[]} */
  const heard = [];
  const generation = ref(0);
  let from = "";
  const Part = {
    setup() {
      const api = useEventSource(url, TYPES, {
        ...hearing(heard, (number) => {
          if (number % 330 === 0) generation.value += 1;
        }),
        lastEventId: from,
      });
      watch(api.lastEventId, (id) => (from = id ?? from), { flush: "sync" });
      return () => h("p", api.data.value);
    },
  };
  mount({ render: () => h(Part, { key: generation.value }) });
  await until(() => heard.length >= END);
  equal(heard, all);
  equal((await requests(url)).length, 7);
});

claim("close() amid a delivery: another one from its lastEventId goes on where it was", async () => {
  const url = await numbers();
  /** @type {number[]} */
  const heard = [];
  /** @type {any} */
  let options;
  options = hearing(heard, (number) => {
    if (number === 500) {
      api.close();
      options.lastEventId = api.lastEventId.value;
      queueMicrotask(() => using(() => useEventSource(url, TYPES, options)));
    }
  });
  const { api } = using(() => useEventSource(url, TYPES, options));
  await until(() => heard.length >= END);
  equal(heard, all);
});
