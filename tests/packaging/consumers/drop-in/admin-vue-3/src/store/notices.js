import { closeSse, openSse } from "@/api/sse";
import { defineStore } from "pinia";

export const useNotices = defineStore("notices", {
  state: () => ({ list: [], source: null }),
  actions: {
    connect() {
      // The token of the login, and the address as the proxy has it.
      const stream = new URL(new URLSearchParams(location.search).get("stream"));
      this.source = openSse(stream.pathname, "secret", (data) => {
        this.list.push({ id: this.list.length + 1, data });
        document.title = data;
      });
    },
    disconnect() {
      closeSse();
      this.source = null;
    },
  },
});
