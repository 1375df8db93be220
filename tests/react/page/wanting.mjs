// @ts-check
/** What a component wants: url, events and options, as they change from one rendering to the next. */

import { useEventSource } from "event-source-polyfill-wasm/react";
import { aWhile, claim, closed, endings, equal, header, openGate, play, refusal, requests, stream, thrownBy, until, using } from "./setting.mjs";

const ids = async (/** @type {string} */ url, /** @type {number} */ atLeast) =>
  (await requests(url, atLeast)).map((request) => header(request, "last-event-id"));

claim("null waits, undefined too; a url that changes opens anew and from the start", async () => {
  const [one, two] = [await play(stream("id: 1\ndata: a\n\n")), await play(stream("data: b\n\n"))];
  const component = await using((/** @type {any} */ { url }) => useEventSource(url), { url: null });
  equal([component.api.eventSource, component.api.status], [null, "CONNECTING"]);
  await component.again({ url: one });
  await until(() => component.api.data === "a");
  await component.again({ url: two });
  await until(() => component.api.data === "b");
  equal([await closed(one, 1), await ids(two, 1)], [1, [null]]);
  await component.again({ url: undefined });
  await until(() => component.api.status === "CLOSED");
  equal([component.api.eventSource, await closed(two, 1), (await requests(two)).length], [null, 1, 1]);
});

claim("what is written in the call is compared by its value: no rendering opens anew", async () => {
  const url = await play(stream("data: a\n\n"));
  const component = await using(() =>
    useEventSource(new URL(url, location.href), ["message"], {
      headers: new Headers({ "x-a": "1" }),
      reconnect: { statuses: [503], jitter: 0 },
      heartbeatTimeout: Infinity,
      method: "POST",
      body: new URLSearchParams({ question: "why" }),
      serializer: { read: (text) => text },
      autoReconnect: { delay: 5 },
      signal: new AbortController().signal,
      fetch: (...request) => fetch(...request),
      onMessage() {},
    }),
  );
  await until(() => component.api.data === "a");
  const { eventSource } = component.api;
  for (let time = 0; time < 3; time += 1) await component.again();
  await aWhile();
  const [request, ...more] = await requests(url);
  equal([component.api.eventSource === eventSource, more.length, request.body, header(request, "x-a")], [true, 0, "question=why", "1"]);
});

for (const [kind, headers] of /** @type {[string, (token: string) => any][]} */ ([
  ["an object", (token) => ({ authorization: token })],
  ["a Headers object", (token) => new Headers({ authorization: token })],
  ["pairs", (token) => [["authorization", token]]],
])) {
  claim(`other headers, ${kind}: a new connection that goes on from the last event ID`, async () => {
    const url = await play(stream("id: 3\ndata: a\n\n"), stream("data: b\n\n"));
    const component = await using(({ token }) => useEventSource(url, [], { headers: headers(token) }), { token: "old" });
    await until(() => component.api.data === "a");
    await component.again({ token: "new" });
    await until(() => component.api.data === "b");
    const told = (await requests(url)).map((request) => [header(request, "authorization"), header(request, "last-event-id")]);
    equal([told, await closed(url, 1)], [[["old", null], ["new", "3"]], 1]);
  });
}

claim("a function of headers is the latest one, and a new one opens nothing", async () => {
  const url = await play({ steps: [{ send: "retry: 10\ndata: a\n\n" }, { gate: "go" }] }, stream("data: b\n\n"));
  const component = await using(({ token }) => useEventSource(url, [], { headers: async () => ({ authorization: token }) }), { token: "old" });
  await until(() => component.api.data === "a");
  await component.again({ token: "new" });
  await aWhile();
  equal((await requests(url)).length, 1);
  await openGate(url, "go");
  await until(() => component.api.data === "b");
  equal((await requests(url)).map((request) => header(request, "authorization")), ["old", "new"]);
});

claim("a fetch of the page's own is the latest one, and what it throws is told as it is", async () => {
  const { fetch } = globalThis;
  endings.push(() => void (globalThis.fetch = fetch));
  const failing = (/** @type {string} */ what) => async () => {
    throw new TypeError(what);
  };
  globalThis.fetch = failing("the platform's");
  const use = (/** @type {any} */ options) => useEventSource("http://another.example/", [], { ...options, reconnect: { minDelay: 1, maxDelay: 1 } });
  const component = await using(use, {});
  const said = (/** @type {RegExp} */ message) => until(() => message.test(component.api.error?.message));
  await said(/^the platform's \(.*CORS/);
  await component.again({ fetch: failing("the page's") });
  await said(/^the page's$/);
  await component.again({});
  await said(/^the platform's \(.*CORS/);
});

claim("other settings go on from the last event ID, another body is another stream", async () => {
  const url = await play(stream("id: 1\ndata: a\n\n"), stream("id: 2\ndata: b\n\n"), stream("data: c\n\n"));
  const component = await using((/** @type {any} */ options) => useEventSource(url, [], { method: "POST", ...options }), { body: "one" });
  await until(() => component.api.data === "a");
  await component.again({ body: "one", heartbeatTimeout: 50_000 });
  await until(() => component.api.data === "b");
  await component.again({ body: "two", heartbeatTimeout: 50_000 });
  await until(() => component.api.data === "c");
  equal((await requests(url)).map((request) => [request.body, header(request, "last-event-id")]), [["one", null], ["one", "1"], ["two", null]]);
});

claim("what has failed for good is tried again with other headers; what was closed remains closed", async () => {
  const url = await play({ status: 401 }, stream("data: a\n\n"));
  const component = await using(({ token }) => useEventSource(url, [], { headers: { authorization: token } }), { token: "old" });
  await until(() => component.api.reason === "status");
  await component.again({ token: "new" });
  await until(() => component.api.data === "a");
  component.api.close();
  await component.again({ token: "newest" });
  await aWhile();
  equal([(await requests(url)).length, component.api.status], [2, "CLOSED"]);
});

claim("other events are heard without a new connection, and those before no more", async () => {
  const url = await play({
    steps: [{ send: "event: a\ndata: 1\n\n" }, { gate: "go" }, { send: "event: a\ndata: 2\n\nevent: b\ndata: 3\n\ndata: 4\n\n" }, { stall: true }],
  });
  /** @type {string[]} */
  const heard = [];
  const onMessage = (/** @type {any} */ { data }) => void heard.push(data);
  const component = await using(({ events }) => useEventSource(url, events, { onMessage }), { events: ["a"] });
  await until(() => component.api.data === "1");
  await component.again({ events: ["b", "message"] });
  await openGate(url, "go");
  await until(() => component.api.data === "4");
  equal([heard, (await requests(url)).length], [["1", "3", "4"], 1]);
});

claim("every message is delivered to the latest onMessage, equal ones and those of one chunk too", async () => {
  const url = await play({ steps: [{ send: "data: a\n\n" }, { gate: "go" }, { send: "data: a\n\ndata: a\n\nid: 1\ndata: a\n\n" }, { stall: true }] });
  /** @type {any[]} */
  const heard = [];
  const component = await using(
    ({ name }) =>
      useEventSource(url, [], {
        onMessage: ({ data, lastEventId }) => void heard.push([name, data, lastEventId]),
        serializer: { read: (text) => `${text}${name}` },
      }),
    { name: 1 },
  );
  await until(() => heard.length === 1);
  await component.again({ name: 2 });
  await openGate(url, "go");
  await until(() => heard.length === 4);
  equal(heard, [[1, "a1", ""], [2, "a2", ""], [2, "a2", ""], [2, "a2", "1"]]);
});

claim("immediate: false waits for open(), autoConnect: false too when the url changes", async () => {
  const [one, two] = [await play(stream("data: a\n\n")), await play(stream("data: b\n\n"))];
  const component = await using(({ url }) => useEventSource(url, [], { immediate: false, autoConnect: false }), { url: one });
  await aWhile();
  equal([(await requests(one)).length, component.api.eventSource, component.api.status], [0, null, "CONNECTING"]);
  component.api.open();
  await until(() => component.api.data === "a");
  await component.again({ url: two });
  await aWhile();
  equal([component.api.status, (await requests(two)).length], ["OPEN", 0]);
  component.api.open();
  await until(() => component.api.data === "b");
});

claim("autoReconnect opens anew from the last event ID, and its functions are the latest", async () => {
  const url = await play({ steps: [{ send: "id: 9\ndata: a\n\n" }, { gate: "go" }] }, refusal);
  /** @type {number[]} */
  const failed = [];
  const component = await using(
    ({ time }) => useEventSource(url, [], { reconnect: false, autoReconnect: { retries: 2, delay: 1, onFailed: () => void failed.push(time) } }),
    { time: 1 },
  );
  await until(() => component.api.data === "a");
  await component.again({ time: 2 });
  await openGate(url, "go");
  await until(() => failed.length);
  equal([failed, await ids(url, 2)], [[2], [null, "9"]]);
});

claim("aborting the signal closes", async () => {
  const url = await play(stream("data: a\n\n"));
  const controller = new AbortController();
  const component = await using(() => useEventSource(url, [], { signal: controller.signal }));
  await until(() => component.api.data === "a");
  controller.abort();
  await until(() => component.api.status === "CLOSED");
  equal([component.api.eventSource, await closed(url, 1)], [null, 1]);
});

claim("a signal that is another by the next connection: the one before closes nothing any more", async () => {
  const url = await play(refusal, stream("data: a\n\n"));
  const [before, now] = [new AbortController(), new AbortController()];
  const use = (/** @type {{ signal: AbortSignal }} */ { signal }) => useEventSource(url, [], { signal, autoReconnect: { delay: 100 } });
  const component = await using(use, before);
  await until(() => component.api.error);
  await component.again(now);
  await until(() => component.api.data === "a");
  before.abort();
  await aWhile();
  equal(component.api.status, "OPEN");
  now.abort();
  await until(() => component.api.status === "CLOSED");
});

claim("what cannot be is thrown to the error boundary", async () => {
  equal(/^SyntaxError: /.test(await thrownBy(() => useEventSource("http://["))), true);
  equal(/^TypeError: /.test(await thrownBy(() => useEventSource("/stream/none", [], { headers: { "a b": "c" } }))), true);
});
