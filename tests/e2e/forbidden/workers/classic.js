// @ts-check
/** @type {any} */ (globalThis).importScripts("/event-source-polyfill.min.js", "/forbidden/subscription.js");
