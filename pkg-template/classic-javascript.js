// @ts-check
/**
 * The JavaScript form beside the classic script: run by import(), which the classic script does by
 * itself, or before it by a script element or importScripts().
 */
import { JAVASCRIPT_FORM } from "./classic-javascript-form.js";
import { EventSourceDriver } from "./driver-javascript.js";

/** @type {any} */ (globalThis)[JAVASCRIPT_FORM] = EventSourceDriver;
