// @ts-check
/** Node, in each way to import or require; Bun, Deno, workerd; pages without a bundler. */

import { NO_CONSTRUCTOR } from "./bundlers.mjs";

/** Stands for Node before 20.19, and for Electron. */
const WITHOUT = "--no-experimental-require-module";

/** @type {import("../../projects.mjs").Project[]} */
export const runtimes = [
  {
    name: "drop-in-node",
    files: ["page", "drop-in/node"],
    dropIn: true,
    ways: [
      { name: "import", program: "node import.mjs", times: 4 },
      { name: "import of a path", program: "node deep.mjs", times: 4 },
      { name: "new of the default import", program: "node constructed.mjs", beyond: NO_CONSTRUCTOR },
      { name: "require()", program: "node require.cjs", times: 2 },
      { name: "require() of a path", program: "node require-deep.cjs", times: 4 },
      { name: "require() of CommonJS alone", program: `node ${WITHOUT} require.cjs`, times: 2 },
      { name: "require() of a path, of CommonJS alone", program: `node ${WITHOUT} require-deep.cjs`, times: 4 },
      { name: "require.resolve", commands: ["node resolve.cjs"] },
      { name: "one class by import and require()", commands: ["node same.mjs"] },
      { name: "as the global EventSource", program: "node global.cjs" },
      { name: "WebAssembly", program: "node wasm.cjs", times: 2, beyond: "it has none" },
      { name: "subclasses", program: "node subclass.cjs", times: 3 },
      { name: "proxies", program: "node proxy.mjs", times: 4 },
      { name: "script element", page: "script.html" },
      { name: "script element, minified", page: "script.min.html" },
      { name: "RequireJS", page: "amd.html" },
      { name: "RequireJS, minified", page: "amd.min.html" },
      { name: "concatenated scripts", commands: ["node concatenate.cjs"], page: "bundle.html?script=dist/eventsource.js" },
      { name: "concatenated scripts, minified", page: "bundle.html?script=dist/eventsource.min.js" },
    ].map((way) => ({ ...way, core: true })),
  },
  {
    name: "drop-in-runtimes",
    files: ["drop-in/node", "drop-in/runtimes"],
    dropIn: true,
    ways: [
      // Their executables are in registry packages; what runs after an install puts them in place.
      { name: "set up", commands: ["npm rebuild bun deno"] },
      ...["bun", "deno run -A"].flatMap((command) => [
        { name: `${command}, import`, program: `${command} import.mjs`, times: 4 },
        { name: `${command}, import of a path`, program: `${command} deep.mjs`, times: 4 },
        { name: `${command}, new of the default import`, program: `${command} constructed.mjs`, beyond: NO_CONSTRUCTOR },
        { name: `${command}, require()`, program: `${command} require.cjs`, times: 2 },
        { name: `${command}, require() of a path`, program: `${command} require-deep.cjs`, times: 4 },
      ]),
    ],
  },
  {
    name: "drop-in-workerd",
    files: ["drop-in/workerd"],
    dropIn: true,
    ways: [{ name: "Worker", program: "node run.mjs" }],
  },
  {
    // A project for each manager; it has 1.0.31, then ours.
    name: "drop-in-managers",
    files: ["drop-in/node", "drop-in/managers"],
    dropIn: true,
    ways: [
      {
        name: "pnpm",
        commands: ["cp import.mjs require.cjs receive.cjs pnpm", "pnpm --dir pnpm install --ignore-scripts", "pnpm --dir pnpm add --ignore-scripts $ADDED"],
        program: "node pnpm/require.cjs",
        times: 2,
      },
      { name: "pnpm, import", program: "node pnpm/import.mjs", times: 4 },
      {
        name: "yarn",
        commands: ["cp import.mjs require.cjs receive.cjs yarn", "yarn --cwd yarn install --ignore-scripts", "yarn --cwd yarn add --ignore-scripts $ADDED"],
        program: "node yarn/require.cjs",
        times: 2,
      },
      { name: "yarn, import", program: "node yarn/import.mjs", times: 4 },
    ],
  },
];
