import Vue from "vue";
import Vuex from "vuex";
import notices from "./notices";

Vue.use(Vuex);

export default new Vuex.Store({ modules: { notices } });
