// @ts-check
/** @type {any} */ (globalThis).importScripts("/event-source-polyfill.javascript.js", "/event-source-polyfill.min.js", "/forbidden/subscription.js");
