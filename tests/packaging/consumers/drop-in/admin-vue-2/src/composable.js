import Vue, { watch } from "vue";
import { useEventSource } from "event-source-polyfill/vue";

Vue.config.productionTip = false;
Vue.config.devtools = false;

new Vue({
  setup() {
    const { data } = useEventSource(new URLSearchParams(location.search).get("stream"), [], {
      headers: { Authorization: "Bearer secret" },
    });
    watch(data, (message) => (document.title = message));
    return { data };
  },
  render(h) {
    return h("p", this.data);
  },
}).$mount("#app");
