// @ts-check
/** shared: what becomes of it is the affair of ./shared, for which a stand-in is here. */

import { useEventSource } from "event-source-polyfill-wasm/vue";
import { ref } from "vue";
import { SharedEventSource, made } from "../../react/page/stand-in.mjs";
import { aWhile, claim, equal, header, play, requests, stream, until, using } from "./setting.mjs";

const sharing = (/** @type {string} */ url) => made.filter((source) => source.url === url);

// First: it is loaded once.
claim("before ./shared is loaded what cannot be throws in setup, as after", async () => {
  const thrown = [];
  for (const [url, options] of /** @type {[string, any][]} */ ([["http://[", {}], ["/stream/none", { headers: { "a b": "c" } }], ["/stream/none", { signal: new AbortController() }]])) {
    try {
      useEventSource(url, [], { shared: "user-42", ...options });
    } catch (error) {
      thrown.push(/** @type {any} */ (error).name);
    }
  }
  await aWhile();
  equal(thrown, ["SyntaxError", "TypeError", "TypeError"]);
});

claim("before ./shared is loaded, close(), a signal and the component's end connect nothing, and open() makes one source", async () => {
  const [one, two, three, four, five] = await Promise.all(Array.from({ length: 5 }, () => play(stream("data: a\n\n"))));
  const controller = new AbortController();
  const closes = using(() => useEventSource(one, [], { shared: true })).api;
  const ends = using(() => useEventSource(two, [], { shared: true }));
  const opens = using(() => useEventSource(three, [], { shared: true })).api;
  const aborts = using(() => useEventSource(four, [], { shared: true, signal: controller.signal })).api;
  /** @type {any} */
  const headers = new Map([["x-a", "1"]]).entries();
  const reads = using(() => useEventSource(five, [], { shared: "user-42", headers })).api;
  equal(opens.eventSource.value, null);
  closes.close();
  controller.abort();
  ends.unmount();
  opens.open();
  equal([closes, aborts, ends.api, opens].map(({ status }) => status.value), ["CLOSED", "CLOSED", "CLOSED", "CONNECTING"]);
  await until(() => opens.data.value === "a");
  await aWhile();
  equal([one, two, three, four].map((url) => sharing(url).length), [0, 0, 1, 0]);
  equal((await requests(three)).length, 1);
  await until(() => reads.data.value === "a");
  equal((await requests(five)).map((request) => header(request, "x-a")), ["1"], "an iterator of headers is not read twice");
});

claim("shared is a SharedEventSource, and a string is its name", async () => {
  const url = await play(stream("data: a\n\n"));
  const { api } = using(() => useEventSource(url, [], { shared: "user-42", headers: ref({ "x-a": "1" }) }));
  equal(api.status.value, "CONNECTING");
  await until(() => api.data.value === "a");
  equal(api.eventSource.value instanceof SharedEventSource, true);
  equal([sharing(url).map(({ share }) => share), (await requests(url)).map((request) => header(request, "x-a"))], [["user-42"], ["1"]]);
});

for (const [kind, headers] of /** @type {[string, any][]} */ ([["a function", () => ({})], ["a ref", ref({})], ["a promise", Promise.resolve({})], ["an iterator", new Map().entries()]])) {
  claim(`headers that are ${kind} need the name`, async () => {
    /** @type {any} */
    let thrown;
    try {
      useEventSource("/stream/none", [], { shared: true, headers });
    } catch (error) {
      thrown = error;
    }
    equal([thrown?.name, /shared: "user-42"/.test(thrown?.message)], ["TypeError", true]);
  });
}
