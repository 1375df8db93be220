// @ts-check
/** What the lint of the floor leaves alone, and why. */

/**
 * Younger names that what ships asks for before it uses them; missing.test.mjs takes them away.
 *
 * @type {string[]} as the lint's message has them
 */
export const asked = ["FinalizationRegistry is not supported", "'globalThis' variable"];

/** Files for other places than browsers of the floor. */
export const elsewhere = [
  { files: /^node\//, why: "Node alone resolves to them" },
  { files: /^development\//, why: "development servers serve today's browsers" },
];
