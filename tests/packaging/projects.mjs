// @ts-check
/**
 * The table: projects that strangers have, and the ways in which each is used.
 *
 * A new consumer is a folder under consumers/ and a row under projects/. No project has any
 * configuration for the package; what configuration there is, such projects have anyway.
 *
 * Those under drop-in/ have event-source-polyfill 1.0.31, by lockfile; ours takes its place and its
 * name, and nothing else changes.
 */

import { admin } from "./projects/drop-in/admin.mjs";
import { bundlers as dropInBundlers } from "./projects/drop-in/bundlers.mjs";
import { frameworks as dropInFrameworks } from "./projects/drop-in/frameworks.mjs";
import { jest } from "./projects/drop-in/jest.mjs";
import { runtimes } from "./projects/drop-in/runtimes.mjs";
import { types as dropInTypes } from "./projects/drop-in/types.mjs";
import { vite as dropInVite } from "./projects/drop-in/vite.mjs";
import { bundlers } from "./projects/bundlers.mjs";
import { frameworks } from "./projects/frameworks.mjs";
import { node } from "./projects/node.mjs";
import { plain } from "./projects/plain.mjs";
import { reacts } from "./projects/react.mjs";
import { types } from "./projects/types.mjs";
import { vite } from "./projects/vite.mjs";

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {string[]} files folders under consumers/
 * @property {Record<string, string>} [dependencies] besides the package
 * @property {Record<string, object>} [settings] of tools, in its package.json
 * @property {boolean} [dropIn] its files have a package.json, where event-source-polyfill is to be replaced
 * @property {Record<string, string>} [env] what its commands are told
 * @property {Way[]} ways in turn
 *
 * @typedef {object} Way each step that is there, in this order
 * @property {string} name
 * @property {boolean} [core] whether `npm test` has time for it
 * @property {string} [cold] a cache to be emptied first
 * @property {string} [warm] a cache that a way before has filled
 * @property {string[]} [commands] run to their end, and must succeed
 * @property {string} [page] in the project's folder, on a static server: receives the message
 * @property {string} [server] a command that serves a page, which receives the message
 * @property {string} [path] of that page
 * @property {"all"} [browsers] where the browser is not the question, one is enough
 * @property {string} [program] a command that receives the message (STREAM, DATA) and ends
 * @property {number} [times] how often page, server or program asks for the stream: once unless said
 * @property {string} [title] what the page is to have for its title where it asks for no stream
 * @property {boolean} [policy] the page has one that forbids WebAssembly
 * @property {boolean} [preloads] the framework preloads the JavaScript form
 * @property {string} [beyond] why event-source-polyfill 1.0.31 itself cannot do it
 * @property {import("./shaken.mjs").Shaken} [shaken] a bundle of NativeEventSource alone
 */

/** @type {Project[]} */
export const projects = [
  ...plain,
  ...node,
  ...types,
  ...vite,
  ...bundlers,
  ...frameworks,
  ...reacts,
  ...runtimes,
  ...jest,
  ...dropInBundlers,
  ...dropInVite,
  ...dropInFrameworks,
  ...admin,
  ...dropInTypes,
];
