// @ts-check
/** Jest, on Node and in its simulated browser: import, mocks of every kind, a message. */

const SUITES = ["import", "automock", "automock-deep", "factory", "partial", "spy"];

/**
 * @param {string} version
 * @param {boolean} core
 * @param {string[]} environments where a source can be made: Jest 27 takes Node's fetch away
 * @returns {import("../../projects.mjs").Project}
 */
const project = (version, core, environments) => ({
  name: `drop-in-jest-${version}`,
  files: ["drop-in/jest", `drop-in/jest-${version}`],
  dropIn: true,
  ways: [
    ...environments.map((environment) => ({
      name: `${SUITES.join(", ")}, ${environment}`,
      core,
      commands: [`jest --env ${environment} ${SUITES.map((suite) => `/${suite}.test`).join(" ")}`],
    })),
    // The last one is a jsdom that has Node's fetch.
    ...[...environments, "./browser-with-fetch.js"].map((environment) => ({
      name: `a message, ${environment}`,
      core,
      program: `jest --env ${environment} /receive.test`,
    })),
  ],
});

/** @type {import("../../projects.mjs").Project[]} */
export const jest = [
  project("30", true, ["node", "jsdom"]),
  project("29", false, ["node", "jsdom"]),
  project("27", false, ["jsdom"]),
];
