// @ts-check
/** Where ours goes beyond VueUse's. */

import { useEventSource } from "event-source-polyfill-wasm/vue";
import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { computed, effectScope, h, KeepAlive, nextTick, ref, shallowRef, watch } from "vue";
import { aWhile, claim, closed, endings, equal, header, mount, openGate, play, refusal, requests, stream, until, using } from "./setting.mjs";

/** @typedef {import("../../e2e/server.mjs").Response} Response */

/** @type {(text: string) => Response} */
const ended = (text) => ({ steps: [{ send: text }] });
const NO_JITTER = { jitter: 0, minDelay: 1 };

claim("the source is an EventSourcePolyfill, the same class as of the main entry", async () => {
  const { api } = using(() => useEventSource("/stream/none", [], { fetch: () => new Promise(() => {}) }));
  equal(api.eventSource.value instanceof EventSourcePolyfill, true);
});

for (const [kind, headers] of /** @type {[string, any][]} */ ([
  ["a value", { authorization: "Bearer a" }],
  ["a Headers object", new Headers({ authorization: "Bearer a" })],
  ["a ref", ref({ authorization: "Bearer a" })],
  ["a shallow ref", shallowRef(new Headers({ authorization: "Bearer a" }))],
  ["a computed", computed(() => ({ authorization: "Bearer a" }))],
  ["a getter", () => ({ authorization: "Bearer a" })],
  ["an async function", async () => ({ authorization: "Bearer a" })],
])) {
  claim(`headers are ${kind}`, async () => {
    const url = await play(stream("data: a\n\n"));
    const { api } = using(() => useEventSource(url, [], { headers }));
    await until(() => api.data.value === "a");
    equal(header((await requests(url))[0], "authorization"), "Bearer a");
  });
}

claim("a ref of headers is read at every attempt, may be empty, and does not reconnect by itself", async () => {
  const url = await play({ steps: [{ send: "retry: 10\ndata: a\n\n" }, { gate: "go" }] }, stream("data: b\n\n"));
  const headers = ref(/** @type {Record<string, string> | undefined} */ (undefined));
  const { api } = using(() => useEventSource(url, [], { headers }));
  await until(() => api.data.value === "a");
  headers.value = { authorization: "Bearer b" };
  await aWhile();
  equal((await requests(url)).length, 1);
  await openGate(url, "go");
  await until(() => api.data.value === "b");
  equal((await requests(url)).map((request) => header(request, "authorization")), [undefined, "Bearer b"]);
});

claim("a function of headers is told of the attempt: a 401 refreshes the token", async () => {
  const url = await play({ status: 401 }, stream("data: a\n\n"));
  /** @type {any[]} */
  const told = [];
  const { api } = using(() =>
    useEventSource(url, [], {
      headers: async ({ number, status }) => (told.push([number, status]), { authorization: status === 401 ? "new" : "old" }),
      reconnect: { ...NO_JITTER, statuses: [401] },
    }),
  );
  await until(() => api.data.value === "a");
  equal(told, [[1, undefined], [2, 401]]);
  equal((await requests(url)).map((request) => header(request, "authorization")), ["old", "new"]);
});

claim("every message is delivered to onMessage, equal ones and those of one chunk too", async () => {
  const url = await play(stream("data: a\n\ndata: a\n\nid: 1\ndata: a\n\nevent: notice\ndata: b\n\n"));
  /** @type {any[]} */
  const seen = [];
  let watched = 0;
  const { api } = using(() => {
    const api = useEventSource(url, ["message", "notice"], {
      onMessage: (message) => void seen.push({ ...message, ref: api.data.value }),
      serializer: { read: (text) => text.toUpperCase() },
    });
    watch(api.data, () => (watched += 1));
    return api;
  });
  await until(() => api.data.value === "B");
  await nextTick();
  equal(seen, [
    { event: "message", data: "A", lastEventId: "", ref: "A" },
    { event: "message", data: "A", lastEventId: "", ref: "A" },
    { event: "message", data: "A", lastEventId: "1", ref: "A" },
    { event: "notice", data: "B", lastEventId: "1", ref: "B" },
  ]);
  equal(watched, 2, "a watcher sees each that differs");
});

claim("a type that is named twice is heard once", async () => {
  const url = await play(stream("event: a\ndata: 1\n\nevent: b\ndata: 2\n\n"));
  /** @type {any[]} */
  const seen = [];
  using(() => useEventSource(url, ["a", "a", "b"], { onMessage: ({ data }) => void seen.push(data) }));
  await until(() => seen.includes("2"));
  equal(seen, ["1", "2"]);
});

claim("events that the server calls open and error are messages, and no news of the connection", async () => {
  const url = await play(stream("event: open\ndata: a\n\nevent: error\ndata: b\n\n"));
  /** @type {any[]} */
  const seen = [];
  const { api } = using(() => useEventSource(url, ["open", "error"], { onMessage: ({ event, data }) => void seen.push([event, data]) }));
  await until(() => seen.length === 2);
  equal(seen, [["open", "a"], ["error", "b"]]);
  equal([api.status.value, api.error.value, api.attempt.value], ["OPEN", null, 0]);
});

claim("while it reconnects the status is CONNECTING, with attempt, delay and reason", async () => {
  const url = await play(
    { steps: [{ send: "data: a\n\n" }, { gate: "go" }] },
    { status: 503 },
    { hold: "answer", steps: [{ send: "data: b\n\n" }, { stall: true }] },
  );
  /** @type {any[]} */
  const seen = [];
  const { api } = using(() => {
    const api = useEventSource(url, [], { reconnect: { jitter: 0, minDelay: 40, statuses: [503] } });
    watch(
      api.error,
      (error) => error && seen.push([api.status.value, api.attempt.value, api.delay.value, api.reason.value]),
    );
    return api;
  });
  await until(() => api.data.value === "a");
  equal([api.attempt.value, api.delay.value, api.reason.value], [0, null, null]);
  await openGate(url, "go");
  await until(() => seen.length === 2);
  equal(seen, [["CONNECTING", 1, 40, "end"], ["CONNECTING", 2, 80, "status"]]);
  await requests(url, 3);
  equal([api.status.value, api.attempt.value, api.delay.value, api.reason.value], ["CONNECTING", 2, null, "status"]);
  await openGate(url, "answer");
  await until(() => api.data.value === "b");
  equal([api.status.value, api.error.value, api.attempt.value, api.delay.value, api.reason.value], ["OPEN", null, 0, null, null]);
});

claim("an attempt that no error came before is CONNECTING too", async () => {
  const url = await play(stream("data: a\n\n"), { hold: "answer", steps: [{ send: "data: b\n\n" }, { stall: true }] });
  const { api } = using(() => useEventSource(url));
  await until(() => api.data.value === "a");
  api.eventSource.value?.reconnect();
  await until(() => api.status.value === "CONNECTING");
  await openGate(url, "answer");
  await until(() => api.data.value === "b");
  equal(api.status.value, "OPEN");
});

claim("what fails for good says why, and that nothing follows", async () => {
  const url = await play(refusal);
  const { api } = using(() => useEventSource(url));
  await until(() => api.error.value);
  equal([api.status.value, api.attempt.value, api.delay.value, api.reason.value, api.error.value?.status], ["CLOSED", 1, null, "status", 500]);
  api.open();
  equal(api.attempt.value, 0, "open() counts anew");
});

claim("a request to another origin that comes to nothing says what the class says of it, and of a fetch of the page's own what that threw", async () => {
  const { fetch } = globalThis;
  endings.push(() => void (globalThis.fetch = fetch));
  const thrown = new TypeError("nothing");
  const failing = async () => {
    throw thrown;
  };
  globalThis.fetch = failing;
  const url = "http://another.example/";
  const source = new EventSourcePolyfill(url);
  const { message } = /** @type {any} */ (await new Promise((resolve) => (source.onerror = resolve)));
  source.close();
  equal(/CORS/.test(message), true);
  const platforms = using(() => useEventSource(url)).api;
  const own = using(() => useEventSource(url, [], { fetch: failing })).api;
  const [said, ownSaid] = await until(() => platforms.error.value && own.error.value && [platforms.error.value, own.error.value]);
  equal([said.message, said.error.cause === thrown], [message, true]);
  equal([ownSaid.message, ownSaid.error === thrown], ["nothing", true]);
});

claim("close() while a lost connection is waited for: nothing follows", async () => {
  const url = await play(ended("data: a\n\n"));
  const { api } = using(() => useEventSource(url, [], { reconnect: { jitter: 0, minDelay: 60 } }));
  await until(() => api.delay.value === 60);
  api.close();
  equal([api.status.value, api.delay.value, api.reason.value], ["CLOSED", null, "end"]);
  await aWhile();
  equal((await requests(url)).length, 1);
});

claim("autoReconnect leaves lost connections to the source", async () => {
  const url = await play(ended("data: a\n\n"), stream("data: b\n\n"));
  const { api } = using(() => useEventSource(url, [], { reconnect: NO_JITTER, autoReconnect: { delay: 10 } }));
  const first = api.eventSource.value;
  await until(() => api.data.value === "b");
  await aWhile();
  equal([(await requests(url)).length, api.eventSource.value === first], [2, true]);
});

claim("the wait of autoReconnect is CONNECTING, and the stream goes on from the last event ID", async () => {
  const url = await play(ended("id: 9\ndata: a\n\n"), refusal, stream("data: b\n\n"));
  /** @type {any[]} */
  const seen = [];
  const { api } = using(() => {
    const api = useEventSource(url, [], { reconnect: false, autoReconnect: { delay: 50 } });
    watch(api.error, (error) => error && seen.push([api.status.value, api.attempt.value, api.delay.value, api.reason.value]));
    return api;
  });
  await until(() => api.data.value === "b");
  equal(seen, [["CONNECTING", 1, 50, "end"], ["CONNECTING", 2, 50, "status"]]);
  equal((await requests(url)).map((request) => header(request, "last-event-id")), [undefined, "9", "9"]);
  equal([api.status.value, api.attempt.value], ["OPEN", 0]);
});

claim("once the wait of autoReconnect is over there is no delay, whatever the attempt itself waits for", async () => {
  const url = await play(refusal);
  let asked = 0;
  const headers = () => ((asked += 1) === 1 ? {} : new Promise(() => {}));
  const { api } = using(() => useEventSource(url, [], { headers, autoReconnect: { delay: 20 } }));
  await until(() => api.delay.value === 20);
  await until(() => asked === 2);
  equal([api.status.value, api.delay.value, api.reason.value], ["CONNECTING", null, "status"]);
});

claim("open() in the wait of autoReconnect opens one source, and from the start", async () => {
  const url = await play(ended("id: 9\ndata: a\n\n"), stream("data: b\n\n"));
  const { api } = using(() => useEventSource(url, [], { reconnect: false, autoReconnect: { delay: 60 } }));
  await until(() => api.error.value);
  api.open();
  await aWhile();
  equal((await requests(url)).map((request) => header(request, "last-event-id")), [undefined, undefined]);
});

claim("retries() and onFailed() may open and close themselves", async () => {
  const url = await play(refusal, stream("data: a\n\n"));
  const one = using(() => {
    /** @type {any} */
    const api = useEventSource(url, [], { autoReconnect: { delay: 1, retries: 1, onFailed: () => api.open() } });
    return api;
  }).api;
  await until(() => one.data.value === "a");
  equal([one.status.value, (await requests(url)).length], ["OPEN", 2]);

  const other = await play(refusal, stream("data: a\n\n"));
  const two = using(() => {
    /** @type {any} */
    const api = useEventSource(other, [], { autoReconnect: { delay: 1, retries: () => (api.open(), true) } });
    return api;
  }).api;
  await until(() => two.data.value === "a");
  await aWhile();
  equal([two.status.value, (await requests(other)).length], ["OPEN", 2]);

  const third = await play(refusal);
  const closing = using(() => {
    /** @type {any} */
    const api = useEventSource(third, [], { autoReconnect: { delay: 1, retries: () => (api.close(), true) } });
    return api;
  }).api;
  await until(() => closing.error.value);
  await aWhile();
  equal([closing.status.value, (await requests(third)).length], ["CLOSED", 1]);
});

claim("the options of EventSourcePolyfill pass through", async () => {
  const url = await play(ended("data: a\n\n"));
  let asked = 0;
  const { api } = using(() =>
    useEventSource(url, [], {
      method: "POST",
      body: () => `question ${(asked += 1)}`,
      reconnect: false,
      lastEventId: "5",
      lastEventIdTransport: "both",
      lastEventIdQueryParameterName: "since",
      fetch: (address, init) => fetch(address, { ...init, headers: { ...init?.headers, "x-fetched": "by the page" } }),
    }),
  );
  await until(() => api.status.value === "CLOSED");
  const [request, ...more] = await requests(url);
  equal([request.method, request.body, request.query, header(request, "last-event-id"), header(request, "x-fetched"), more.length],
    ["POST", "question 1", "since=5", "5", "by the page", 0]);
  equal([api.data.value, api.reason.value], ["a", "end"]);
});

claim("the heartbeat passes through", async () => {
  const url = await play(stream("data: a\n\n"));
  const { api } = using(() => useEventSource(url, [], { heartbeatTimeout: 1000 }));
  await until(() => api.reason.value === "heartbeat");
  equal(api.status.value, "CONNECTING");
});

for (const [name, value] of /** @type {[string, any][]} */ ([["headers", { "a b": "c" }], ["fetch", 1], ["method", "a b"], ["signal", {}]])) {
  claim(`an option that cannot be throws in setup: ${name}`, async () => {
    /** @type {any} */
    let thrown;
    try {
      useEventSource("/stream/none", [], { [name]: value }).close();
    } catch (error) {
      thrown = error;
    }
    equal(thrown?.name, "TypeError");
  });
}

claim("aborting the signal closes, and an aborted one never connects", async () => {
  const url = await play(stream("data: a\n\n"));
  const controller = new AbortController();
  const { signal } = controller;
  const { api } = using(() => useEventSource(url, [], { signal }));
  await until(() => api.data.value === "a");
  controller.abort();
  equal([api.status.value, api.eventSource.value, await closed(url, 1)], ["CLOSED", null, 1]);
  const late = using(() => useEventSource(url, [], { signal })).api;
  equal(late.status.value, "CLOSED");
  await aWhile();
  equal((await requests(url)).length, 1);
});

claim("aborting in the wait of autoReconnect ends it", async () => {
  const url = await play(refusal);
  const controller = new AbortController();
  const { api } = using(() => useEventSource(url, [], { signal: controller.signal, autoReconnect: { delay: 50 } }));
  await until(() => api.error.value);
  controller.abort();
  await aWhile();
  equal([api.status.value, (await requests(url)).length], ["CLOSED", 1]);
});

claim("null waits like undefined", async () => {
  const url = await play(stream("data: a\n\n"));
  const address = ref(/** @type {any} */ (null));
  const { api } = using(() => useEventSource(address));
  equal(api.eventSource.value, null);
  address.value = url;
  await until(() => api.data.value === "a");
});

claim("an unmounted component leaves nothing on the signal", async () => {
  const { signal } = new AbortController();
  /** @type {any[]} */
  const listeners = [];
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  signal.addEventListener = (/** @type {any[]} */ ...words) => {
    if (!listeners.includes(words[1])) listeners.push(words[1]);
    addEventListener.apply(signal, /** @type {any} */ (words));
  };
  signal.removeEventListener = (/** @type {any[]} */ ...words) => {
    if (listeners.includes(words[1])) listeners.splice(listeners.indexOf(words[1]), 1);
    removeEventListener.apply(signal, /** @type {any} */ (words));
  };
  const url = await play(stream("data: a\n\n"));
  const { api, unmount } = using(() => useEventSource(url, [], { signal }));
  await until(() => api.data.value === "a");
  equal(listeners.length > 0, true);
  unmount();
  equal(listeners.length, 0);
});

claim("a scope that is disposed of closes, and nothing opens it again", async () => {
  const url = await play(stream("data: a\n\n"));
  const scope = effectScope();
  const api = /** @type {ReturnType<typeof useEventSource>} */ (scope.run(() => useEventSource(url)));
  await until(() => api.data.value === "a");
  scope.stop();
  equal([api.status.value, await closed(url, 1)], ["CLOSED", 1]);
  api.open();
  await aWhile();
  equal([(await requests(url)).length, api.eventSource.value], [1, null]);
});

claim("a scope that is disposed of in the wait of autoReconnect ends it", async () => {
  const url = await play(refusal);
  const scope = effectScope();
  const api = /** @type {ReturnType<typeof useEventSource>} */ (
    scope.run(() => useEventSource(url, [], { autoReconnect: { delay: 50 } }))
  );
  await until(() => api.error.value);
  scope.stop();
  await aWhile();
  equal([api.status.value, (await requests(url)).length], ["CLOSED", 1]);
});

claim("a scope that is disposed of while headers are awaited sends nothing", async () => {
  const url = await play(stream("data: a\n\n"));
  const scope = effectScope();
  let answer = () => {};
  scope.run(() => useEventSource(url, [], { headers: () => new Promise((resolve) => (answer = () => resolve({}))) }));
  scope.stop();
  answer();
  await aWhile();
  equal((await requests(url)).length, 0);
});

claim("outside of a component and a scope it works until close()", async () => {
  const url = await play(stream("data: a\n\n"));
  const api = useEventSource(url, [], { pauseWhenDeactivated: true });
  await until(() => api.data.value === "a");
  api.close();
  equal(await closed(url, 1), 1);
});

/**
 * A component kept alive that pauses.
 *
 * @param {any} url
 * @param {import("event-source-polyfill-wasm/vue").UseEventSourceOptions} [options]
 */
function kept(url, options) {
  const shown = ref(true);
  /** @type {any} */
  let api;
  const Kept = {
    setup() {
      api = useEventSource(url, [], { pauseWhenDeactivated: true, ...options });
      return () => h("p", `${api.status.value} ${api.data.value}`);
    },
  };
  const { place } = mount({ render: () => h(KeepAlive, null, { default: () => (shown.value ? h(Kept) : undefined) }) });
  const show = async (/** @type {boolean} */ value) => {
    shown.value = value;
    await until(() => (place.textContent !== "") === value);
  };
  return { api: /** @type {ReturnType<typeof useEventSource>} */ (api), show };
}

claim("pauseWhenDeactivated: closes while deactivated, goes on from the last event ID", async () => {
  const url = await play(stream("id: 3\ndata: a\n\n"), stream("data: b\n\n"));
  const { api, show } = kept(url);
  await until(() => api.data.value === "a");
  equal((await requests(url)).length, 1, "the first activation opens nothing more");
  await show(false);
  equal([api.status.value, api.eventSource.value, await closed(url, 1)], ["CLOSED", null, 1]);
  await aWhile();
  equal((await requests(url)).length, 1);
  await show(true);
  await until(() => api.data.value === "b");
  equal((await requests(url)).map((request) => header(request, "last-event-id")), [undefined, "3"]);
  api.open();
  equal((await requests(url, 3)).length, 3, "open() works as before");
});

claim("pauseWhenDeactivated: what failed after a pause is not opened by the next activation", async () => {
  const url = await play(stream("data: a\n\n"), refusal);
  const { api, show } = kept(url);
  await until(() => api.data.value === "a");
  await show(false);
  await show(true);
  await until(() => api.reason.value === "status");
  await show(false);
  await show(true);
  await aWhile();
  equal([api.status.value, (await requests(url)).length], ["CLOSED", 2]);
});

claim("pauseWhenDeactivated: another url waits until activated, and begins from the start", async () => {
  const [one, two] = [await play(stream("id: 3\ndata: a\n\n")), await play(stream("data: b\n\n"))];
  const url = ref(one);
  const { api, show } = kept(url);
  await until(() => api.data.value === "a");
  await show(false);
  url.value = two;
  await aWhile();
  equal((await requests(two)).length, 0);
  await show(true);
  await until(() => api.data.value === "b");
  equal([header((await requests(two))[0], "last-event-id"), (await requests(one)).length], [undefined, 1]);
});

claim("pauseWhenDeactivated: open() waits until activated, close() remains closed", async () => {
  const url = await play(stream("id: 3\ndata: a\n\n"));
  const { api, show } = kept(url);
  await until(() => api.data.value === "a");
  await show(false);
  api.open();
  await aWhile();
  equal((await requests(url)).length, 1);
  await show(true);
  await until(async () => (await requests(url)).length === 2);
  equal(header((await requests(url))[1], "last-event-id"), undefined);
  await show(false);
  api.close();
  await show(true);
  await aWhile();
  equal([api.status.value, (await requests(url)).length], ["CLOSED", 2]);
});

claim("pauseWhenDeactivated: what was closed, had failed, or was never opened is not opened", async () => {
  const url = await play(stream("data: a\n\n"));
  const refused = await play(refusal);
  const [open, failed, unopened] = [kept(url), kept(refused), kept(url, { immediate: false })];
  await until(() => open.api.data.value === "a" && failed.api.error.value);
  open.api.close();
  for (const shown of [false, true]) for (const { show } of [open, failed, unopened]) await show(shown);
  await aWhile();
  equal([(await requests(url)).length, (await requests(refused)).length], [1, 1]);
});

claim("pauseWhenDeactivated: the wait of autoReconnect pauses too", async () => {
  const url = await play(refusal, stream("data: a\n\n"));
  const { api, show } = kept(url, { autoReconnect: { delay: 60 } });
  await until(() => api.error.value);
  await show(false);
  await aWhile();
  equal((await requests(url)).length, 1);
  await show(true);
  await until(() => api.data.value === "a");
});
