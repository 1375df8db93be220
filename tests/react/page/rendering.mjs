// @ts-check
/** What a component renders, and when. */

import { useEventSource } from "event-source-polyfill-wasm/react";
import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { createElement as h, startTransition, StrictMode, useEffect, useLayoutEffect, useState } from "react";
import { hydrateRoot } from "react-dom/client";
import { aWhile, claim, closed, endings, equal, mount, openGate, play, refusal, requests, show, stream, until, using } from "./setting.mjs";

claim("a component shows the message that arrives, over one connection in StrictMode", async () => {
  const url = await play({ steps: [{ send: ":\n\n" }, { gate: "go" }, { send: "id: 7\ndata: hello\n\n" }, { stall: true }] });
  let effects = 0;
  const component = await using(() => {
    useEffect(() => void (effects += 1), []);
    return useEventSource(url);
  });
  await until(() => component.place.textContent === "OPEN null null null");
  await openGate(url, "go");
  await until(() => component.place.textContent === "OPEN message hello 7");
  await aWhile();
  equal([(await requests(url)).length, effects], [1, 2], "and StrictMode is what it is");
  equal(component.api.message, { event: "message", data: "hello", lastEventId: "7" });
  equal(component.api.eventSource instanceof EventSourcePolyfill, true);
});

claim("before the effects it says CONNECTING and has no source", async () => {
  const url = await play(stream("data: a\n\n"));
  /** @type {any[]} */
  const seen = [];
  await using(() => {
    const api = useEventSource(url);
    seen.push({ ...api });
    return api;
  });
  equal(seen[0], {
    ...{ eventSource: null, message: null, event: null, data: null, lastEventId: null },
    ...{ status: "CONNECTING", error: null, attempt: 0, delay: null, reason: null },
  });
});

claim("an unmounted component closes", async () => {
  const url = await play(stream("data: a\n\n"));
  const component = await using(() => useEventSource(url));
  await until(() => component.api.data === "a");
  const source = component.api.eventSource;
  component.unmount();
  equal([await closed(url, 1), source.readyState], [1, 2]);
  component.api.open();
  await aWhile();
  equal((await requests(url)).length, 1, "and open() opens nothing");
});

claim("another key is another component: a connection of its own, and the first one ends", async () => {
  const url = await play(stream("data: a\n\n"), stream("data: b\n\n"));
  const Shows = () => show(useEventSource(url));
  const { place, render } = mount(h(Shows, { key: 1 }));
  await until(() => place.textContent === "OPEN message a ");
  render(h(Shows, { key: 2 }));
  await until(() => place.textContent === "OPEN message b ");
  equal([await closed(url, 1), (await requests(url)).length], [1, 2]);
});

claim("the result is one object until something changes, open and close always the same functions", async () => {
  const url = await play({ steps: [{ send: "data: a\n\n" }, { gate: "go" }, { send: "data: b\n\n" }, { stall: true }] });
  const component = await using(() => useEventSource(url));
  await until(() => component.api.data === "a");
  const before = component.api;
  await component.again();
  equal(component.api === before, true);
  await openGate(url, "go");
  await until(() => component.api.data === "b");
  equal([component.api === before, before.data, component.api.open === before.open, component.api.close === before.close], [false, "a", true, true]);
});

claim("what a component does not read does not render it", async () => {
  const url = await play({ steps: [{ send: "data: a\n\n" }, { gate: "go" }, { send: "data: b\n\ndata: c\n\n" }, { stall: true }] });
  /** @type {string[]} */
  const heard = [];
  /** @type {any} */
  let api;
  let renderings = 0;
  const Shows = () => {
    renderings += 1;
    api = useEventSource(url, [], { onMessage: ({ data }) => void heard.push(data) });
    return h("p", null, api.status);
  };
  const { place } = mount(h(Shows));
  await until(() => place.textContent === "OPEN" && heard.length === 1);
  const before = renderings;
  await openGate(url, "go");
  await until(() => heard.length === 3);
  await aWhile();
  equal(renderings, before);
  equal(api.data, "c", "what is read later is as it is then");
});

claim("what a component begins to read renders it from then on", async () => {
  const url = await play({ steps: [{ send: "data: a\n\n" }, { gate: "go" }, { send: "data: b\n\n" }, { stall: true }] });
  /** @type {(reads: boolean) => void} */
  let read = () => {};
  const Shows = () => {
    const [reads, setReads] = useState(false);
    read = setReads;
    const api = useEventSource(url);
    return h("p", null, api.status, reads ? ` ${api.data}` : "");
  };
  const { place } = mount(h(Shows));
  await until(() => place.textContent === "OPEN");
  read(true);
  await until(() => place.textContent === "OPEN a");
  await openGate(url, "go");
  await until(() => place.textContent === "OPEN b");
});

claim("no commit shows two moments, not even in a transition that is interrupted", async () => {
  const numbers = Array.from({ length: 40 }, (_, number) => [{ send: `id: ${number}\ndata: ${number}\n\n` }, { pause: 3 }]).flat();
  const url = await play({ steps: [{ send: ":\n\n" }, { gate: "go" }, ...numbers, { stall: true }] });
  /** @type {string[][]} */
  const commits = [];
  const Part = (/** @type {{ text: string }} */ { text }) => {
    for (const since = performance.now(); performance.now() - since < 2; );
    return h("i", null, text);
  };
  let again = () => {};
  const Shows = () => {
    const [count, setCount] = useState(0);
    again = () => startTransition(() => setCount(count + 1));
    const { data, lastEventId, message } = useEventSource(url);
    useLayoutEffect(() => {
      commits.push([...place.querySelectorAll("i")].map((part) => part.textContent ?? ""));
    });
    return [data, lastEventId, message?.data ?? null, data].map((value, index) => h(Part, { key: index, text: `${value}` }));
  };
  const { place } = mount(h(Shows));
  await requests(url, 1);
  await openGate(url, "go");
  await until(() => (again(), place.textContent === "39393939"));
  equal(commits.length > 3, true);
  equal(commits.filter((parts) => new Set(parts).size !== 1), []);
});

claim("what a server has rendered is taken over without a word, and connects once", async () => {
  const url = await play(stream("data: a\n\n"));
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = "<p>CONNECTING null null null</p>";
  const paragraph = place.firstChild;
  const Shows = () => show(useEventSource(url));
  /** @type {any[]} */
  const errors = [];
  const root = hydrateRoot(place, h(StrictMode, null, h(Shows)), { onRecoverableError: (error) => void errors.push(String(error)) });
  endings.push(() => (root.unmount(), place.remove()));
  await until(() => place.textContent === "OPEN message a ");
  equal([errors, place.firstChild === paragraph, (await requests(url)).length], [[], true, 1]);
});

claim("what fails for good says why; open() tries anew and counts anew", async () => {
  const url = await play(refusal, stream("data: a\n\n"));
  const component = await using(() => useEventSource(url));
  await until(() => component.api.error);
  const { status, attempt, delay, reason, error } = component.api;
  equal([status, attempt, delay, reason, error.status], ["CLOSED", 1, null, "status", 500]);
  component.api.open();
  await until(() => component.api.data === "a");
  equal([component.api.status, component.api.attempt, component.api.error], ["OPEN", 0, null]);
});

claim("close() closes until open()", async () => {
  const url = await play(stream("data: a\n\n"), stream("data: b\n\n"));
  const component = await using(() => useEventSource(url));
  await until(() => component.api.data === "a");
  component.api.close();
  await until(() => component.place.textContent === "CLOSED message a ");
  equal([component.api.eventSource, await closed(url, 1)], [null, 1]);
  await component.again();
  await aWhile();
  equal((await requests(url)).length, 1, "a rendering opens nothing");
  component.api.open();
  await until(() => component.api.data === "b");
});
