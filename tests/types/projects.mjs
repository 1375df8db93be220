// @ts-check
/** Which program is compiled by which compiler, with which libraries, against whose declarations. */

/**
 * @typedef {"4.9" | "5.9" | "7.0"} Version
 * @typedef {"ours" | "theirs" | "native"} Declarations
 *   "theirs" are @types/event-source-polyfill's; "native" puts lib.dom's class in the place of the import
 * @typedef {{
 *   name: string,
 *   program: string,
 *   declarations: Declarations[],
 *   versions?: Version[],
 *   options?: Record<string, unknown>,
 * }} Project
 */

/** @type {Version[]} */
export const VERSIONS = ["4.9", "5.9", "7.0"];

const DOM = { lib: ["es2022", "dom"], esModuleInterop: true };
const ES2020 = { lib: ["es2020"] };
/** 7 has neither the target nor the resolution any more. */
const ES5 = { target: "es5", lib: ["es5", "es2015.promise"] };

/** @param {Version} version */
export const resolution = (version) =>
  version === "7.0" ? { module: "esnext", moduleResolution: "bundler" } : { module: "es2020", moduleResolution: "node" };

const NODE16 = { module: "node16", moduleResolution: "node16" };
const NODENEXT = { module: "nodenext", moduleResolution: "nodenext" };
const BUNDLER = { module: "esnext", moduleResolution: "bundler" };

/** @type {Project[]} */
export const projects = [
  { name: "a migrating program", program: "migrating.ts", declarations: ["theirs", "ours"], options: DOM },
  {
    name: "a migrating program, exact",
    program: "migrating.ts",
    declarations: ["ours"],
    options: { ...DOM, noImplicitOverride: true, noImplicitAny: true, noUncheckedIndexedAccess: true, useDefineForClassFields: false },
  },
  { name: "a program of lib.dom's", program: "lib-dom.ts", declarations: ["native", "ours"], options: DOM },
  {
    name: "a program that is not strict",
    program: "loose.ts",
    declarations: ["theirs", "ours"],
    options: { ...DOM, strict: false, strictNullChecks: false, strictFunctionTypes: false },
  },
  { name: "the default import with interop", program: "interop.ts", declarations: ["theirs", "ours"], options: DOM },
  { name: "the default export", program: "default.ts", declarations: ["ours"], options: DOM },
  { name: "what ours adds", program: "ours.ts", declarations: ["ours"], options: { lib: ["esnext", "dom", "dom.iterable"] } },
  { name: "one connection for all tabs", program: "shared.ts", declarations: ["ours"], options: DOM },
  { name: "what does not compile", program: "refused.ts", declarations: ["ours"], options: DOM },
  { name: "handlers of own classes", program: "since-5.1.ts", declarations: ["ours"], versions: ["5.9", "7.0"], options: DOM },
  { name: "using", program: "since-5.2.ts", declarations: ["ours"], versions: ["5.9", "7.0"], options: { lib: ["esnext", "dom"] } },

  { name: "without the DOM library", program: "without-dom.ts", declarations: ["ours"], options: ES2020 },
  { name: "without the DOM library, for await", program: "without-dom-iteration.ts", declarations: ["ours"], options: ES2020 },
  { name: "without any later library", program: "without-dom.ts", declarations: ["ours"], versions: ["4.9", "5.9"], options: ES5 },
  { name: "in a worker", program: "without-dom.ts", declarations: ["ours"], options: { lib: ["es2020", "webworker"] } },
  { name: "in Node", program: "without-dom.ts", declarations: ["ours"], options: { ...ES2020, types: ["node"] } },
  { name: "in workerd", program: "without-dom.ts", declarations: ["ours"], options: { ...ES2020, types: ["@cloudflare/workers-types"] } },

  { name: "deep imports", program: "deep.ts", declarations: ["ours"], options: DOM },
  ...Object.entries({ NODE16, NODENEXT, BUNDLER }).flatMap(([name, mode]) => {
    /** @type {Version[]} */
    const versions = name === "BUNDLER" ? ["5.9", "7.0"] : VERSIONS;
    const options = { ...DOM, ...mode };
    return ["deep.ts", "default.ts", "interop.ts"].map((program) => ({
      ...{ name: `${name.toLowerCase()}, ${program}`, program, versions, options },
      declarations: /** @type {Declarations[]} */ (["ours"]),
    }));
  }),
  ...[NODE16, NODENEXT].map((mode) => ({
    ...{ name: `${mode.module}, require()`, program: "commonjs.cts", options: { ...DOM, ...mode } },
    declarations: /** @type {Declarations[]} */ (["ours"]),
  })),
];

/**
 * The composable's own, with each generation of Vue.
 * @type {[vue: string, version: Version][]}
 */
export const composables = [
  ["2.7", "4.9"],
  ["2.7", "5.9"],
  ["2.7", "7.0"],
  ["3.2", "4.9"],
  ["3.2", "7.0"],
  ["3.5", "5.9"],
  ["3.5", "7.0"],
];
