// @ts-check
/** Vue, Nuxt, and the simulated browsers in which their components are tested. */

const SERVE = "--host 127.0.0.1 --port 0";

const vue = { "@vitejs/plugin-vue": "^6", vite: "^8", vue: "^3" };

const viteWays = [
  { name: "dev", server: `vite ${SERVE}` },
  { name: "build and preview", commands: ["vite build"], server: `vite preview ${SERVE}` },
];

/** @type {import("../projects.mjs").Project[]} */
export const frameworks = [
  {
    name: "vue-component",
    files: ["vue", "component"],
    dependencies: vue,
    ways: viteWays.map((way) => ({ ...way, core: true })),
  },
  { name: "vue-composable", files: ["vue", "composable"], dependencies: vue, ways: viteWays },
  {
    name: "nuxt-4",
    files: ["nuxt"],
    dependencies: { nuxt: "^4" },
    // Not dev: at its first page it finds dependencies and reloads, and the page asks once more.
    ways: [
      { name: "build", commands: ["nuxt build"], server: "node .output/server/index.mjs", preloads: true },
      { name: "build with the hook", commands: ["env HOOK=1 nuxt build"], server: "node .output/server/index.mjs" },
    ],
  },
  {
    name: "vitest",
    files: ["vitest"],
    // The last ones for Node 20.
    dependencies: { "happy-dom": "^20", jsdom: "^27", vitest: "^4" },
    ways: [
      { name: "jsdom", core: true, program: "vitest run --environment jsdom" },
      { name: "happy-dom", program: "vitest run --environment happy-dom" },
    ],
  },
];
