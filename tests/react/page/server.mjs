// @ts-check
/** Runs in Node, where there is no document: a component rendered to text, and what was connected meanwhile. */

import { useEventSource } from "event-source-polyfill-wasm/react";
import { createElement as h } from "react";
import { renderToString } from "react-dom/server";

let connected = 0;
globalThis.fetch = async () => {
  connected += 1;
  throw new Error("no network here");
};
/** @type {string[]} */
const said = [];
console.warn = console.error = (...words) => void said.push(words.join(" "));

/** @type {any} */
let api;
const Shows = () => {
  api = useEventSource("/stream", ["notice"], { headers: async () => ({}), autoReconnect: true, shared: "user-42" });
  return h("p", null, `${api.status} ${api.data} ${api.attempt}`);
};
const html = renderToString(h(Shows));
api.open();
await new Promise((resolve) => setTimeout(resolve, 50));
api.close();
console.log(JSON.stringify({ html, connected, said, source: api.eventSource }));
