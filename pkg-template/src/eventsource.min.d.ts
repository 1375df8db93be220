/** What the file is to `require()`, AMD and bundlers; as a script it sets the three names as globals. */
export * from "../cjs/index.js";
export { default } from "../cjs/index.js";
