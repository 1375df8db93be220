import { closeSse, openSse } from "@/api/sse";

export default {
  namespaced: true,
  state: { list: [], source: null },
  mutations: {
    ADD(state, data) {
      state.list.push({ id: state.list.length + 1, data });
    },
    SET_SOURCE(state, source) {
      state.source = source;
    },
  },
  actions: {
    connect({ commit }) {
      // The token of the login, and the address as the proxy has it.
      const stream = new URL(new URLSearchParams(location.search).get("stream"));
      const source = openSse(stream.pathname, "secret", (data) => {
        commit("ADD", data);
        document.title = data;
      });
      commit("SET_SOURCE", source);
    },
    disconnect({ commit }) {
      closeSse();
      commit("SET_SOURCE", null);
    },
  },
};
