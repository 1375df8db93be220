// @ts-check
/** A worker that holds the claims which need no window, and answers with the results. */

import "../standard/claims.js";
import "../contract/clock.mjs";
import "./everywhere.js";

/** @type {any} */
const worker = globalThis;
worker.postMessage(await worker.runClaims());
