// @ts-check
/** Vite 5 to 8, from the sources and built; where WebAssembly is forbidden; for old browsers. */

import { DEEP, NO_CONSTRUCTOR, NO_NAMES, ROOT } from "./bundlers.mjs";

/** @typedef {import("../../projects.mjs").Way} Way */

// Not 0: to Vite 5 that is its default, and the browser has in its cache what the server before gave.
const SERVE = "--host 127.0.0.1 --port $PORT";
const DEV = `vite ${SERVE}`;
const PREVIEW = `vite preview ${SERVE}`;

/** @type {Way[]} */
const pages = [
  { name: "import", times: ROOT },
  { name: "import of a path", path: "deep.html", times: DEEP },
  { name: "new of the default import", path: "constructed.html", beyond: NO_CONSTRUCTOR },
  { name: "where WebAssembly is forbidden", path: "policy.html", times: ROOT, policy: true },
];

/** @type {Way} */
const names = {
  name: "built, names",
  server: PREVIEW,
  path: "error-name.html",
  title: "ConnectionErrorEvent of EventSourcePolyfill",
  beyond: NO_NAMES,
};

/**
 * @param {string} version
 * @param {boolean} core
 * @returns {import("../../projects.mjs").Project}
 */
const project = (version, core) => ({
  name: `drop-in-vite-${version}`,
  files: ["drop-in/app", "drop-in/vite", `drop-in/vite-${version}`],
  dropIn: true,
  ways: [
    ...pages.map((way) => ({ ...way, name: `dev, ${way.name}`, core, server: DEV })),
    { name: "build", core, commands: ["vite build"] },
    ...pages.map((way) => ({ ...way, name: `built, ${way.name}`, core, server: PREVIEW })),
    { ...names, core },
    { name: "build for old targets", commands: ["vite build --config old.config.js"], server: PREVIEW, times: ROOT },
  ],
});

/** @type {import("../../projects.mjs").Project[]} */
export const vite = [
  project("8", false),
  project("7", true),
  project("6", false),
  project("5", false),
  {
    name: "drop-in-vite-legacy",
    files: ["drop-in/app", "drop-in/vite", "drop-in/vite-legacy"],
    dropIn: true,
    ways: [
      { name: "build with plugin-legacy", commands: ["vite build"], server: PREVIEW, times: ROOT },
      {
        name: "build for old browsers alone",
        commands: ["vite build --config old.config.js"],
        server: PREVIEW,
        times: ROOT,
      },
      {
        name: "built for old browsers alone, where WebAssembly is forbidden",
        server: PREVIEW,
        path: "policy.html",
        times: ROOT,
        policy: true,
      },
    ],
  },
];
