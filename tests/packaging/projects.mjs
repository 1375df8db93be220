// @ts-check
/**
 * The table: projects that strangers have, and the ways in which each is used.
 *
 * A new consumer is a folder under consumers/ and a row under projects/. No project has any
 * configuration for the package; what configuration there is, such projects have anyway.
 */

import { bundlers } from "./projects/bundlers.mjs";
import { frameworks } from "./projects/frameworks.mjs";
import { node } from "./projects/node.mjs";
import { plain } from "./projects/plain.mjs";
import { types } from "./projects/types.mjs";
import { vite } from "./projects/vite.mjs";

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {string[]} files folders under consumers/
 * @property {Record<string, string>} [dependencies] besides the package
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
 * @property {import("./shaken.mjs").Shaken} [shaken] a bundle of NativeEventSource alone
 */

/** @type {Project[]} */
export const projects = [...plain, ...node, ...types, ...vite, ...bundlers, ...frameworks];
