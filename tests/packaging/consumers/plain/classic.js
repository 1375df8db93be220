importScripts("./node_modules/event-source-polyfill-wasm/event-source-polyfill.js");

const source = new EventSourcePolyfill(new URLSearchParams(location.search).get("stream"), {
  headers: { Authorization: "Bearer secret" },
});
source.onmessage = (event) => {
  new BroadcastChannel("delivered").postMessage(event.data);
  source.close();
};
