// @ts-check
/** TypeScript in each way of resolving modules, and the two linters of packages. */

/** @typedef {import("../projects.mjs").Way} Way */

/**
 * @param {string} resolution
 * @param {string} module
 * @returns {Way[]}
 */
const resolves = (resolution, module) =>
  ["index", "slim", "js", "vue"].map((entry) => ({
    name: `${resolution}, ${entry}`,
    core: entry === "index",
    commands: [`tsc --strict --noEmit --target es2022 --lib esnext,dom --module ${module} --moduleResolution ${resolution} ${entry}.ts`],
  }));

const modern = [...resolves("bundler", "esnext"), ...resolves("node16", "node16"), ...resolves("nodenext", "nodenext")];

/** @type {import("../projects.mjs").Project[]} */
export const types = [
  {
    name: "typescript-5",
    files: ["typescript"],
    dependencies: { typescript: "^5", vue: "^3" },
    // The last one that knows node10.
    ways: [...modern, ...resolves("node10", "esnext")],
  },
  {
    name: "typescript-7",
    files: ["typescript"],
    dependencies: { typescript: "^7", vue: "^3" },
    ways: modern.map((way) => ({ ...way, core: false })),
  },
  {
    name: "linters",
    files: [],
    dependencies: { "@arethetypeswrong/cli": "^0.18", publint: "^0.3" },
    ways: [
      { name: "publint", core: true, commands: ["publint run $TARBALL --strict"] },
      {
        name: "are the types wrong",
        core: true,
        // The other entry is a file to be hosted: nothing to import types from.
        commands: ["attw $TARBALL --exclude-entrypoints event-source.wasm"],
      },
    ],
  },
];
