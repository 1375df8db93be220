import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { SharedEventSource } from "event-source-polyfill-wasm/shared";

/** Two that share: the server is asked once. The class is the page's, whatever a bundler made of the files. */
const stream = new URLSearchParams(location.search).get("stream");
const init = { headers: { Authorization: "Bearer secret" } };
const sources = [new SharedEventSource(stream, init), new SharedEventSource(stream, init)];
const isOne = sources.every((source) => source instanceof EventSourcePolyfill && source.shared);

const open = new Set();
let heard = "";
const show = () => {
  if (isOne && heard && open.size === 2) document.title = heard;
};
for (const source of sources) {
  source.onopen = () => {
    open.add(source);
    show();
  };
  source.onmessage = ({ data }) => {
    heard = data;
    show();
  };
}
