// @ts-check
/** TypeScript 4.9, 5 and 7 in each mode of modules, beside @types/event-source-polyfill. */

/** @typedef {import("../../projects.mjs").Way} Way */

/** @type {Record<string, string>} */
const MODES = {
  commonjs: "--module commonjs --moduleResolution node",
  node16: "--module node16 --moduleResolution node16",
  node18: "--module node18 --moduleResolution node16",
  nodenext: "--module nodenext --moduleResolution nodenext",
  bundler: "--module esnext --moduleResolution bundler",
  "commonjs, bundler": "--module commonjs --moduleResolution bundler",
};

const VERSIONS = {
  4: ["commonjs", "node16", "nodenext"],
  5: ["commonjs", "node16", "node18", "nodenext", "bundler"],
  7: ["node16", "node18", "nodenext", "bundler", "commonjs, bundler"],
};

/** Each version in the mode that most of its projects have. */
const CORE = new Set(["4, commonjs", "5, node16", "5, bundler", "7, nodenext"]);

const STRICT = "--noEmit --strict --esModuleInterop --target es2020 --types";

/**
 * @param {string} version
 * @param {string} mode
 * @returns {Way[]}
 */
const compiles = (version, mode) => {
  const compile = (/** @type {string} */ files, more = "--lib es2020,dom --skipLibCheck") =>
    `node node_modules/typescript-${version}/bin/tsc ${STRICT} null ${MODES[mode]} ${more} ${files}`;
  // The extensions mean something in these alone.
  const extended = mode.startsWith("node");
  const name = `${version}, ${mode}`;
  return [
    {
      name,
      core: CORE.has(name),
      commands: [compile(`migrating.ts default.ts${extended ? " module.mts" : ""}`), compile("ambient/use.ts ambient/module.d.ts")],
    },
    {
      name: `${name}, what 1.0.31 has no types for`,
      commands: [
        compile(`constructed.ts paths.ts refused.ts${extended ? " required.cts" : ""}`),
        compile("without-dom.ts", "--lib es2020 --skipLibCheck false"),
      ],
      beyond: "its types are @types/event-source-polyfill's",
    },
  ];
};

/** @type {import("../../projects.mjs").Project[]} */
export const types = [
  {
    name: "drop-in-typescript",
    files: ["drop-in/typescript"],
    dropIn: true,
    ways: Object.entries(VERSIONS).flatMap(([version, modes]) => modes.flatMap((mode) => compiles(version, mode))),
  },
];
