// @ts-check
/** The other bundlers, each by its own command. */

/** @typedef {import("../projects.mjs").Way} Way */

/**
 * webpack, and Rspack, which takes the same words.
 *
 * @param {string} name
 * @param {string} command
 * @param {Record<string, string>} dependencies
 * @returns {import("../projects.mjs").Project}
 */
const webpackLike = (name, command, dependencies) => {
  const bundle = (/** @type {string} */ source) => ({
    commands: [`${command} --mode production --entry ./${source}.js --output-path dist/${source}`],
    page: `bundle.html?script=dist/${source}/main.js`,
  });
  return {
    name,
    files: ["app", "page"],
    dependencies,
    ways: [
      { name: "build", ...bundle("main") },
      { name: "build of a worker", ...bundle("with-worker") },
      { name: "build, slim", ...bundle("slim") },
      { name: "build, js", ...bundle("js") },
      {
        name: "NativeEventSource alone",
        commands: bundle("native").commands,
        shaken: { bundle: "dist/native/main.js", limit: 512 },
      },
    ],
  };
};

/** @type {(source: string, format: string) => string} */
const rollup = (source, format) => `rollup ${source}.js -p node-resolve -f ${format} -o ${format}/${source}.js`;
/** @type {(source: string, format: string) => string} */
const esbuild = (source, format) => `esbuild ${source}.js --bundle --minify --format=${format} --outfile=${format}/${source}.js`;

/**
 * Both bundle to one file of a format.
 *
 * @param {string} name
 * @param {typeof rollup} command
 * @param {Record<string, string>} dependencies
 * @returns {import("../projects.mjs").Project}
 */
const rollupLike = (name, command, dependencies) => ({
  name,
  files: ["app", "page"],
  dependencies,
  ways: [
    { name: "ESM", core: true, commands: [command("main", "esm")], page: "bundle.html?script=esm/main.js&type=module" },
    { name: "IIFE", commands: [command("main", "iife")], page: "bundle.html?script=iife/main.js" },
    { name: "ESM, js", commands: [command("js", "esm")], page: "bundle.html?script=esm/js.js&type=module" },
    {
      name: "NativeEventSource alone",
      commands: [command("native", "esm")],
      shaken: { bundle: "esm/native.js", limit: 512 },
    },
  ],
});

/** @type {import("../projects.mjs").Project[]} */
export const bundlers = [
  webpackLike("webpack-5", "webpack build", { webpack: "^5", "webpack-cli": "^6" }),
  webpackLike("rspack-2", "rspack build", { "@rspack/cli": "^2", "@rspack/core": "^2" }),
  rollupLike("rollup-4", rollup, { "@rollup/plugin-node-resolve": "^16", rollup: "^4" }),
  rollupLike("esbuild", esbuild, { esbuild: "^0.28" }),
  {
    name: "parcel-2",
    files: ["app", "parcel"],
    dependencies: { parcel: "^2" },
    ways: [
      { name: "build", commands: ["parcel build index.html --public-url ./ --dist-dir index"], page: "index/index.html" },
      {
        name: "build of a worker",
        commands: ["parcel build worker.html --public-url ./ --dist-dir worker"],
        page: "worker/worker.html",
      },
    ],
  },
  {
    name: "parcel-2-exports",
    files: ["app", "parcel"],
    dependencies: { parcel: "^2" },
    // Without it Parcel reads no `exports`, takes `main`, which is CommonJS, and shakes nothing of it.
    settings: { "@parcel/resolver-default": { packageExports: true } },
    ways: [
      { name: "build", commands: ["parcel build index.html --public-url ./ --dist-dir index"], page: "index/index.html" },
      {
        name: "NativeEventSource alone",
        commands: ["parcel build native.js --dist-dir native"],
        // It keeps classes that refer to each other (delivery/), and nothing that they need.
        shaken: { bundle: "native/native.js", limit: 9_000 },
      },
    ],
  },
];
