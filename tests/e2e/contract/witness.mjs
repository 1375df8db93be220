// @ts-check
/**
 * What the package asks of the platform, written down: requests, console lines, and whatever
 * nobody caught. Imported before the package, as the clock.
 */

/** @typedef {{ url: any, init: any }} Call */

/** @type {Call[]} */
export const calls = [];
/** @type {string[]} */
export const said = [];
/** @type {string[]} */
export const faults = [];

/** A claim's own fetch, and the page's random numbers. */
export const stage = {
  /** @type {((url: any, init: any) => any) | null} */
  fetch: null,
  random: 0,
};

export const nativeFetch = globalThis.fetch;
globalThis.fetch = (url, init) => {
  calls.push({ url, init });
  return (stage.fetch ?? nativeFetch)(url, init);
};

Math.random = () => stage.random;

for (const method of /** @type {const} */ (["debug", "error", "info", "log", "warn"])) {
  console[method] = (...words) => void said.push(`${method}: ${words.join(" ")}`);
}

addEventListener("error", (event) => faults.push(`error: ${event.message}`));
addEventListener("unhandledrejection", (event) => faults.push(`unhandled: ${event.reason}`));

export function forget() {
  for (const record of [calls, said, faults]) record.length = 0;
  stage.fetch = null;
  stage.random = 0;
}
