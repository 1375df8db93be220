// @ts-check
/** Vite: from the sources and built, as an application, on a server, as a library. */

/** @typedef {import("../projects.mjs").Way} Way */

const ANYWHERE = "--host 127.0.0.1 --port 0";
const DEV = `vite ${ANYWHERE}`;
const PREVIEW = `vite preview ${ANYWHERE}`;
const CACHE = "node_modules/.vite";

/** @type {Way[]} */
const dev = [
  { name: "dev, cold cache", cold: CACHE, server: DEV },
  { name: "dev, warm cache", warm: `${CACHE}/deps/_metadata.json`, server: DEV },
  { name: "dev, in a worker", server: DEV, path: "worker.html" },
  { name: "dev, slim", server: DEV, path: "slim.html" },
];

const build = { name: "build and preview", commands: ["vite build"], server: PREVIEW };

/** @type {import("../projects.mjs").Project[]} */
export const vite = [
  {
    name: "vite-8",
    files: ["app", "page", "vite"],
    dependencies: { vite: "^8" },
    ways: [
      ...dev.map((way) => ({ ...way, core: true })),
      { ...build, core: true },
      { name: "build of a worker", commands: ["vite build --config pages.config.js"], server: PREVIEW, path: "worker.html" },
      { name: "build, slim", commands: ["vite build --config pages.config.js"], server: PREVIEW, path: "slim.html" },
      {
        name: "library, ES",
        commands: ["vite build --config library.config.js"],
        page: "bundle.html?script=library/consumer.js&type=module",
      },
      {
        name: "library, UMD",
        commands: ["vite build --config library.config.js"],
        page: "bundle.html?script=library/consumer.umd.cjs",
      },
      {
        name: "NativeEventSource alone",
        core: true,
        commands: ["vite build --config native.config.js"],
        shaken: { bundle: "native/native.js", limit: 512 },
      },
    ],
  },
  { name: "vite-7", files: ["app", "vite"], dependencies: { vite: "^7" }, ways: [...dev, build] },
  { name: "vite-5", files: ["app", "vite"], dependencies: { vite: "^5" }, ways: [...dev, build] },
  {
    name: "vite-8-js",
    files: ["app", "js"],
    dependencies: { vite: "^8" },
    ways: [{ name: "dev", server: DEV }, build],
  },
  {
    name: "vite-8-shared",
    files: ["shared"],
    dependencies: { vite: "^8" },
    ways: [{ name: "dev", server: DEV }, { ...build, core: true }].map((way) => ({ ...way, browsers: /** @type {const} */ ("all") })),
  },
  {
    name: "vite-8-ssr",
    files: ["ssr"],
    dependencies: { vite: "^8", vue: "^3" },
    ways: [
      {
        name: "dependencies beside the server",
        commands: ["vite build --outDir dist/client", "vite build --ssr render.js --outDir dist/server"],
        server: "node server.js",
      },
      {
        name: "dependencies in the server",
        commands: [
          "vite build --outDir dist/client",
          "vite build --ssr render.js --outDir dist/server --config bundled.config.js",
        ],
        server: "node server.js",
      },
    ],
  },
];
