// @ts-check
/** The window: its own claims, and the worker that it starts. */

import "../standard/claims.js";
import "../contract/clock.mjs";
import "./everywhere.js";
import "./page-states.js";

/** @type {any} */
const page = globalThis;

const askWorker = async () => {
  const worker = new Worker(`/survival/worker.js${location.search}`, { type: "module" });
  /** @type {MessageEvent} */
  const answer = await new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  worker.terminate();
  return answer.data;
};

/** @param {string} context */
page.runIn = (context) => (context === "window" ? page.runClaims() : askWorker());
