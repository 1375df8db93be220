// @ts-check
/** Where VueUse's useEventSource and ours agree: a page that changes the import sees no difference. */

import { useEventSource } from "composable";
import { computed, h, KeepAlive, nextTick, ref, watch } from "vue";
import { aWhile, claim, closed, equal, mount, openGate, play, refusal, requests, stream, takeNoise, until, using } from "./setting.mjs";

claim("a component shows the message that arrives", async () => {
  // The comment: Firefox's own waits for a byte before it opens.
  const url = await play({ steps: [{ send: ":\n\n" }, { gate: "go" }, { send: "id: 7\ndata: hello\n\n" }, { stall: true }] });
  const { api, place } = using(() => useEventSource(url));
  equal(place.textContent, "CONNECTING null null null");
  equal(api.eventSource.value?.readyState, 0);
  await until(() => api.status.value === "OPEN");
  await openGate(url, "go");
  await until(() => place.textContent === "OPEN message hello 7");
  equal(api.eventSource.value?.readyState, 1);
  equal(api.error.value, null);
});

claim("named events are heard, and others not", async () => {
  const url = await play(stream("event: notice\ndata: a\n\nevent: other\ndata: b\n\ndata: c\n\nevent: update\nid: 2\ndata: d\n\n"));
  /** @type {any[]} */
  const seen = [];
  const { api } = using(() => {
    const api = useEventSource(url, ["notice", "update"]);
    watch(api.data, (data) => seen.push([api.event.value, data]), { flush: "sync" });
    return api;
  });
  await until(() => seen.length === 2);
  equal([seen, api.lastEventId.value], [[["notice", "a"], ["update", "d"]], "2"]);
});

claim("unnamed messages are asked for by name beside others", async () => {
  const url = await play(stream("data: a\n\nevent: notice\ndata: b\n\n"));
  /** @type {any[]} */
  const seen = [];
  using(() => {
    const api = useEventSource(url, ["message", "notice"]);
    watch(api.data, () => seen.push(api.event.value), { flush: "sync" });
    return api;
  });
  await until(() => seen.length === 2);
  equal(seen, ["message", "notice"]);
});

claim("a message equal to the one before triggers no watcher of data", async () => {
  const url = await play({ steps: [{ send: "data: a\n\n" }, { gate: "go" }, { send: "id: 1\ndata: a\n\n" }, { stall: true }] });
  let triggered = 0;
  const { api } = using(() => {
    const api = useEventSource(url);
    watch(api.data, () => (triggered += 1), { flush: "sync" });
    return api;
  });
  await until(() => api.data.value === "a");
  await openGate(url, "go");
  await until(() => api.lastEventId.value === "1");
  equal(triggered, 1);
});

claim("the serializer makes data, nothing becomes null", async () => {
  const url = await play(stream('data: {"n":1}\n\n'));
  const parsed = using(() => useEventSource(url, [], { serializer: { read: (text) => JSON.parse(text ?? "") } })).api;
  const nothing = using(() => useEventSource(url, [], { serializer: { read: () => undefined } })).api;
  await until(() => parsed.data.value && nothing.event.value);
  equal(parsed.data.value, { n: 1 });
  equal(nothing.data.value, null);
});

claim("close() closes, and a second time does nothing", async () => {
  const url = await play(stream("data: a\n\n"));
  const { api } = using(() => useEventSource(url));
  await until(() => api.data.value === "a");
  api.close();
  equal([api.status.value, api.eventSource.value, api.data.value], ["CLOSED", null, "a"]);
  await closed(url, 1);
  api.close();
  equal(api.status.value, "CLOSED");
});

claim("open() after close() connects again", async () => {
  const url = await play(stream("data: a\n\n"), stream("data: b\n\n"));
  const { api } = using(() => useEventSource(url));
  await until(() => api.data.value === "a");
  api.close();
  api.open();
  equal(api.status.value, "CONNECTING");
  await until(() => api.data.value === "b");
  equal((await requests(url)).length, 2);
});

claim("open() replaces the source that is open", async () => {
  const url = await play(stream("data: a\n\n"), stream("data: b\n\n"));
  const { api } = using(() => useEventSource(url));
  await until(() => api.data.value === "a");
  const first = api.eventSource.value;
  api.open();
  await until(() => api.data.value === "b");
  equal([first?.readyState, api.eventSource.value === first, await closed(url, 1)], [2, false, 1]);
});

claim("immediate: false waits for open()", async () => {
  const url = await play(stream("data: a\n\n"));
  const { api } = using(() => useEventSource(url, [], { immediate: false }));
  await aWhile();
  equal([(await requests(url)).length, api.eventSource.value, api.status.value], [0, null, "CONNECTING"]);
  api.open();
  await until(() => api.data.value === "a");
});

claim("a url that changes opens anew, undefined waits and closes", async () => {
  const [one, two] = [await play(stream("data: a\n\n")), await play(stream("data: b\n\n"))];
  const url = ref(/** @type {string | undefined} */ (undefined));
  const { api } = using(() => useEventSource(url));
  equal([api.eventSource.value, api.status.value], [null, "CONNECTING"]);
  url.value = one;
  await until(() => api.data.value === "a");
  url.value = two;
  await until(() => api.data.value === "b");
  equal(await closed(one, 1), 1);
  url.value = undefined;
  await nextTick();
  equal([api.eventSource.value, api.status.value, await closed(two, 1)], [null, "CLOSED", 1]);
});

claim("the url is a getter, a computed or a URL", async () => {
  const url = await play(stream("data: a\n\n"));
  const name = ref("");
  const getter = using(() => useEventSource(() => (name.value ? url : undefined))).api;
  const derived = using(() => useEventSource(computed(() => name.value && url || undefined))).api;
  const object = using(() => useEventSource(new URL(url, location.href))).api;
  await until(() => object.data.value);
  equal([getter.eventSource.value, derived.eventSource.value], [null, null]);
  name.value = "x";
  await until(() => getter.data.value && derived.data.value);
});

claim("autoConnect: false leaves the source alone when the url changes, open() takes the new one", async () => {
  const [one, two] = [await play(stream("data: a\n\n")), await play(stream("data: b\n\n"))];
  const url = ref(one);
  const { api } = using(() => useEventSource(url, [], { autoConnect: false }));
  await until(() => api.data.value === "a");
  url.value = two;
  await aWhile();
  equal([api.status.value, (await requests(two)).length], ["OPEN", 0]);
  api.open();
  await until(() => api.data.value === "b");
});

claim("a url that does not parse throws in setup", async () => {
  using(() => {
    /** @type {any} */
    let thrown;
    try {
      useEventSource("http://[");
    } catch (error) {
      thrown = error;
    }
    equal(thrown?.name, "SyntaxError");
    return { status: ref(), event: ref(), data: ref(), lastEventId: ref() };
  });
  equal(takeNoise(), []);
});

claim("a refused response closes for good, and says so", async () => {
  const url = await play(refusal);
  const { api } = using(() => useEventSource(url));
  await until(() => api.error.value);
  equal([api.status.value, api.error.value?.type, api.eventSource.value?.readyState], ["CLOSED", "error", 2]);
  await aWhile();
  equal((await requests(url)).length, 1);
});

claim("a lost connection is reestablished by the source, from the last event ID", async () => {
  const url = await play({ steps: [{ send: "retry: 10\nid: 4\ndata: a\n\n" }] }, stream("data: b\n\n"));
  const { api } = using(() => useEventSource(url));
  const first = api.eventSource.value;
  await until(() => api.data.value === "b");
  equal([api.status.value, api.error.value, api.eventSource.value === first], ["OPEN", null, true]);
  const [, again] = await requests(url);
  equal(again.headers.find(([name]) => name === "last-event-id")?.[1], "4");
});

claim("autoReconnect counts the first connection too, then calls onFailed", async () => {
  const url = await play(refusal);
  let failed = 0;
  const { api } = using(() => useEventSource(url, [], { autoReconnect: { retries: 3, delay: 10, onFailed: () => void (failed += 1) } }));
  await until(() => failed);
  await aWhile();
  equal([(await requests(url)).length, failed, api.status.value], [3, 1, "CLOSED"]);
});

claim("autoReconnect asks retries() each time", async () => {
  const url = await play(refusal);
  let asked = 0;
  let failed = 0;
  const retries = () => (asked += 1) < 3;
  using(() => useEventSource(url, [], { autoReconnect: { retries, delay: 10, onFailed: () => void (failed += 1) } }));
  await until(() => failed);
  await aWhile();
  equal([(await requests(url)).length, asked, failed], [3, 3, 1]);
});

claim("autoReconnect counts from open() on, a success does not start it again", async () => {
  const url = await play(refusal, { steps: [{ send: "data: a\n\n" }, { stall: true }] }, refusal, refusal);
  let failed = 0;
  const { api } = using(() => useEventSource(url, [], { autoReconnect: { retries: 2, delay: 10, onFailed: () => void (failed += 1) } }));
  await until(() => api.data.value === "a");
  equal([api.status.value, api.error.value, failed], ["OPEN", null, 0]);
  api.open();
  await until(() => failed);
  equal((await requests(url)).length, 4, "open() gave it two more");
});

claim("autoReconnect: true goes on after a second", async () => {
  const url = await play(refusal, stream("data: a\n\n"));
  const { api } = using(() => useEventSource(url, [], { autoReconnect: true }));
  await until(() => api.error.value);
  const since = performance.now();
  await until(() => api.data.value === "a");
  equal(performance.now() - since > 900, true, "a second");
});

claim("close() in the wait of autoReconnect ends it", async () => {
  const url = await play(refusal);
  const { api } = using(() => useEventSource(url, [], { autoReconnect: { delay: 50 } }));
  await until(() => api.error.value);
  api.close();
  await aWhile();
  equal([(await requests(url)).length, api.status.value, api.eventSource.value], [1, "CLOSED", null]);
});

claim("withCredentials is passed on", async () => {
  const url = await play(stream(""));
  const { api } = using(() => useEventSource(url, [], { withCredentials: true }));
  const without = using(() => useEventSource(url)).api;
  equal([api.eventSource.value?.withCredentials, without.eventSource.value?.withCredentials], [true, false]);
});

claim("an unmounted component closes", async () => {
  const url = await play(stream("data: a\n\n"));
  const { api, unmount } = using(() => useEventSource(url));
  await until(() => api.data.value === "a");
  unmount();
  equal([api.status.value, api.eventSource.value, await closed(url, 1)], ["CLOSED", null, 1]);
});

claim("a component kept alive stays connected while deactivated", async () => {
  const url = await play({ steps: [{ send: "data: a\n\n" }, { gate: "go" }, { send: "data: b\n\n" }, { stall: true }] });
  const shown = ref(true);
  /** @type {any} */
  let api;
  const Kept = { setup: () => ((api = useEventSource(url)), () => h("p", api.data.value)) };
  const { place } = mount({ render: () => h(KeepAlive, null, { default: () => (shown.value ? h(Kept) : undefined) }) });
  await until(() => place.textContent === "a");
  shown.value = false;
  await until(() => place.textContent === "");
  await openGate(url, "go");
  await until(() => api.data.value === "b");
  shown.value = true;
  await until(() => place.textContent === "b");
  equal((await requests(url)).length, 1);
});
