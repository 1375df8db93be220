// @ts-check
/* A worker of any kind that holds the claims and answers with the results. */
/** @type {any} */
const worker = globalThis;
worker.context = new URL(worker.location.href).searchParams.get("context");
worker.importScripts("/event-source-polyfill.js", "/standard/claims.js", "/standard/constructor.js", "/standard/interface.js", "/standard/response.js", "/standard/readable-stream.js");

/** @param {MessagePort} port */
const answer = async (port) => port.postMessage(await worker.runClaims());
worker.addEventListener("connect", (/** @type {MessageEvent} */ event) => answer(event.ports[0]));
worker.addEventListener("message", (/** @type {MessageEvent} */ event) => answer(event.ports[0]));
