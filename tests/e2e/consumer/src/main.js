import { EventSource, EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";
import { createApp } from "vue";
import App from "./App.vue";

// For the tests, which run code in this page.
window.imported = { EventSource, EventSourcePolyfill, NativeEventSource };

createApp(App, { stream: new URLSearchParams(location.search).get("stream") }).mount("#app");
