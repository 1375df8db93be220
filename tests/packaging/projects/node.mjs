// @ts-check
/** Node: import, require(), a connection. Every entry is there. */

/** What the package promises besides ".". */
const ENTRIES = [
  "slim",
  "js",
  "vue",
  "event-source.wasm",
  "event-source-polyfill.js",
  "event-source-polyfill.min.js",
  "package.json",
];

/** @type {import("../projects.mjs").Project[]} */
export const node = [
  {
    name: "node",
    files: ["node"],
    ways: [
      ...ENTRIES.map((entry) => ({
        name: `resolve ${entry}`,
        core: true,
        commands: [`node resolve.mjs event-source-polyfill-wasm/${entry}`],
      })),
      { name: "import", core: true, program: "node import.mjs" },
      { name: "require()", core: true, program: "node require.cjs" },
      { name: "slim", core: true, program: "node slim.mjs" },
      { name: "js, where WebAssembly is forbidden", core: true, program: "node js.mjs" },
      ...["", "/slim", "/js"].map((entry) => ({
        name: `import of .${entry} does nothing`,
        core: true,
        commands: [`node effects.mjs event-source-polyfill-wasm${entry}`],
      })),
    ],
  },
];
