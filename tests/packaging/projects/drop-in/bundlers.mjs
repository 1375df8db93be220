// @ts-check
/** webpack 4 and 5, and esbuild: each way to name the package, to the page that receives by it. */

/** @typedef {import("../../projects.mjs").Way} Way */

/** How often the stream is asked for by consumers/drop-in/app/{root,deep,required}.js. */
export const ROOT = 6;
export const DEEP = 12;
const REQUIRED = 4;

export const NO_CONSTRUCTOR = "its default export is the object with the three members";
export const NO_NAMES = "minified, its names are";

/**
 * @param {(entry: string) => Way} build
 * @returns {Way[]}
 */
const ways = (build) => [
  { name: "import", core: true, ...build("root"), times: ROOT },
  { name: "import of a path", ...build("deep"), times: DEEP },
  { name: "require()", ...build("required"), times: REQUIRED },
  { name: "new of the default import", ...build("constructed"), beyond: NO_CONSTRUCTOR },
  { name: "names", ...build("error-name"), title: "ConnectionErrorEvent of EventSourcePolyfill", beyond: NO_NAMES },
];

const webpack = (/** @type {string} */ entry) => ({
  commands: [`webpack --env entry=${entry}`],
  page: `bundle.html?script=dist/${entry}/main.js`,
});

/** @type {Way} */
const forbidden = {
  name: "where WebAssembly is forbidden",
  commands: ["webpack --env entry=root"],
  page: "policy.html?script=dist/root/main.js",
  times: ROOT,
  policy: true,
};

/** @type {import("../../projects.mjs").Project[]} */
export const bundlers = [
  {
    name: "drop-in-webpack-4",
    files: ["page", "drop-in/app", "drop-in/webpack", "drop-in/webpack-4"],
    dropIn: true,
    // For its hashes.
    env: { NODE_OPTIONS: "--openssl-legacy-provider" },
    ways: [...ways(webpack), forbidden],
  },
  {
    name: "drop-in-webpack-5",
    files: ["page", "drop-in/app", "drop-in/webpack", "drop-in/webpack-5"],
    dropIn: true,
    ways: [...ways(webpack).map((way) => ({ ...way, core: false })), forbidden],
  },
  {
    name: "drop-in-esbuild",
    files: ["page", "drop-in/app", "drop-in/esbuild"],
    dropIn: true,
    ways: ways((entry) => ({
      commands: [`esbuild ${entry}.js --bundle --minify --outfile=dist/${entry}.js`],
      page: `bundle.html?script=dist/${entry}.js`,
    })),
  },
];
