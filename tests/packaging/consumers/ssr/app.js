// What server and client have in common, the import of the package with it.
import { EventSourcePolyfill } from "event-source-polyfill-wasm";
import { createSSRApp, h, onMounted, ref } from "vue";

export const createApp = () =>
  createSSRApp({
    setup() {
      const message = ref("");
      onMounted(() => {
        const url = new URLSearchParams(location.search).get("stream");
        const source = new EventSourcePolyfill(url, { headers: { Authorization: "Bearer secret" } });
        source.onmessage = (event) => {
          message.value = document.title = event.data;
          source.close();
        };
      });
      return () => h("p", message.value);
    },
  });
