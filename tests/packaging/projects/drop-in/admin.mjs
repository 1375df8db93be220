// @ts-check
/** Two administrations, of the shape of the templates that most of them are made from: see their api/sse.js. */

const SERVE = "--host 127.0.0.1 --port $PORT";

/** @type {import("../../projects.mjs").Project[]} */
export const admin = [
  {
    // Vite 6, Pinia, Element Plus.
    name: "drop-in-admin-vue-3",
    files: ["drop-in/admin-vue-3"],
    dropIn: true,
    ways: [
      { name: "dev", core: true, server: `vite ${SERVE}` },
      { name: "dev, where WebAssembly is forbidden", core: true, server: `vite ${SERVE}`, path: "policy.html", policy: true },
      { name: "build and preview", commands: ["vite build"], server: `vite preview ${SERVE}` },
      { name: "built, where WebAssembly is forbidden", page: "dist/policy.html", policy: true },
    ],
  },
  {
    // Vue 2.7, Vue CLI 4, webpack 4, Vuex, Element UI.
    name: "drop-in-admin-vue-2",
    files: ["drop-in/admin-vue-2"],
    dropIn: true,
    // For webpack's hashes.
    env: { NODE_OPTIONS: "--openssl-legacy-provider" },
    ways: [
      { name: "dev", server: "vue-cli-service serve" },
      { name: "dev, where WebAssembly is forbidden", server: "vue-cli-service serve", path: "policy.html", policy: true },
      { name: "build", commands: ["vue-cli-service build"], page: "dist/index.html" },
      { name: "built, where WebAssembly is forbidden", page: "dist/policy.html", policy: true },
      {
        name: "useEventSource in Vue 2.7",
        commands: ["vue-cli-service build --mode composable --dest composable"],
        page: "composable/index.html",
        beyond: "it has nothing for Vue",
      },
    ],
  },
];
