// @ts-check
/** Runs in Node, where there is no document: a component rendered to text, and what was connected meanwhile. */

import { useEventSource } from "event-source-polyfill-wasm/vue";
import { createSSRApp, h, ref } from "vue";
import { renderToString } from "vue/server-renderer";

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
const url = ref("/stream");
const signal = new AbortController().signal;
const html = await renderToString(
  createSSRApp({
    setup() {
      api = useEventSource(url, ["notice"], {
        headers: async () => ({}),
        autoReconnect: true,
        pauseWhenDeactivated: true,
        signal,
      });
      api.open();
      url.value = "/another";
      return () => h("p", `${api.status.value} ${api.data.value} ${api.attempt.value}`);
    },
  }),
);
await new Promise((resolve) => setTimeout(resolve, 50));
api.open();
api.close();
console.log(JSON.stringify({ html, connected, said, source: api.eventSource.value }));
