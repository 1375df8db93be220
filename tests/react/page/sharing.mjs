// @ts-check
/** shared: what becomes of it is the affair of ./shared, for which a stand-in is here. */

import { useEventSource } from "event-source-polyfill-wasm/react";
import { claim, equal, header, play, requests, stream, thrownBy, until, using } from "./setting.mjs";
import { SharedEventSource, made } from "./stand-in.mjs";

const sharing = (/** @type {string} */ url) => made.filter((source) => source.url === url);

// First: it is loaded once.
claim("before ./shared is loaded what cannot be is thrown to the error boundary, as after", async () => {
  equal(/^SyntaxError: /.test(await thrownBy(() => useEventSource("http://[", [], { shared: "user-42" }))), true);
  equal(/^TypeError: /.test(await thrownBy(() => useEventSource("/stream/none", [], { shared: "user-42", headers: { "a b": "c" } }))), true);
});

claim("shared is a SharedEventSource, one in StrictMode, and a string is its name", async () => {
  const url = await play(stream("data: a\n\n"));
  const component = await using(() => useEventSource(url, [], { shared: "user-42", headers: () => ({ "x-a": "1" }) }));
  await until(() => component.api.data === "a");
  equal(component.api.eventSource instanceof SharedEventSource, true);
  equal([sharing(url).map(({ share }) => share), (await requests(url)).map((request) => header(request, "x-a"))], [["user-42"], ["1"]]);
});

claim("shared: true has no name", async () => {
  const url = await play(stream("data: a\n\n"));
  const component = await using(() => useEventSource(url, [], { shared: true, headers: { "x-a": "1" } }));
  await until(() => component.api.data === "a");
  equal(sharing(url).map(({ share }) => share), [undefined].map((name) => name ?? null));
});

claim("another name is another stream, from the start", async () => {
  const url = await play(stream("id: 1\ndata: a\n\n"), stream("data: b\n\n"));
  const component = await using((/** @type {any} */ { shared }) => useEventSource(url, [], { shared }), { shared: "one" });
  await until(() => component.api.data === "a");
  await component.again({ shared: "two" });
  await until(() => component.api.data === "b");
  equal(sharing(url).map(({ share }) => share), ["one", "two"]);
  equal((await requests(url)).map((request) => header(request, "last-event-id")), [undefined, undefined]);
});

claim("a function of headers needs the name", async () => {
  const thrown = await thrownBy(() => useEventSource("/stream/none", [], { shared: true, headers: () => ({}) }));
  equal(/^TypeError: .*shared: "user-42"/.test(thrown), true, thrown);
  equal(sharing("/stream/none"), []);
});
