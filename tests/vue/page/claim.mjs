// @ts-check
/** A claim in a page, of any framework: a stream of its own, what is to end with it, and ways to wait. */

/**
 * @typedef {object} Claim
 * @property {string} title
 * @property {() => Promise<void>} body
 *
 * @typedef {import("../../e2e/server.mjs").Response} Response
 */

/** @type {Claim[]} */
export const claims = [];

/**
 * @param {string} title
 * @param {() => Promise<void>} body
 */
export const claim = (title, body) => void claims.push({ title, body });

const PATIENCE = 8_000;

/** Long enough for what must not happen, where nothing can be waited for. */
const A_WHILE = 150;

/** @type {(() => void)[]} what is to be done at the end */
export const endings = [];

/** @type {string[]} */
let noise = [];

/** @param {string} line what nobody may hear */
export const note = (line) => void noise.push(line);

/** What a claim provokes: takes it, so that it does not count as noise. */
export const takeNoise = () => noise.splice(0);

/** @param {Claim} claim */
export async function hold({ title, body }) {
  noise = [];
  /** @type {string | null} */
  let failure = null;
  try {
    await body();
    equal(noise, [], "nobody warns of anything, and nothing is thrown");
  } catch (error) {
    failure = String(/** @type {any} */ (error)?.stack ?? error);
  }
  for (const end of endings.splice(0).reverse()) end();
  return { title, failure };
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = "") {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what} ${a}, not ${b}`);
}

/**
 * @template T
 * @param {() => T | Promise<T>} condition
 * @param {string} [what]
 * @returns {Promise<T>}
 */
export async function until(condition, what = String(condition)) {
  for (const started = performance.now(); performance.now() - started < PATIENCE; ) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never: ${what}`);
}

export const aWhile = () => new Promise((resolve) => setTimeout(resolve, A_WHILE));

let count = 0;
const run = new URLSearchParams(location.search).get("run");

/**
 * The URL of a new stream: the nth request plays the nth response, the last one repeats.
 *
 * @param {...Response} responses
 */
export async function play(...responses) {
  const name = `${run}-${(count += 1)}`;
  const answer = await fetch(`/script/${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ responses }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return `/stream/${name}`;
}

/**
 * @param {string} kind
 * @param {string} url
 * @param {number} atLeast
 */
const ask = async (kind, url, atLeast) =>
  (await fetch(`${url.replace("/stream/", `/${kind}/`)}?atLeast=${atLeast}`, { signal: AbortSignal.timeout(PATIENCE) })).json();

/**
 * The recorded requests, once there are so many.
 *
 * @param {string} url
 * @param {number} [atLeast]
 * @returns {Promise<import("../../e2e/server.mjs").Request[]>}
 */
export const requests = (url, atLeast = 0) => ask("requests", url, atLeast);

/**
 * How many responses are over, once so many are.
 *
 * @param {string} url
 * @param {number} [atLeast]
 * @returns {Promise<number>}
 */
export const closed = async (url, atLeast = 0) => (await ask("closed", url, atLeast)).closed;

/**
 * @param {string} url
 * @param {string} gate
 */
export const openGate = (url, gate) => fetch(`${url.replace("/stream/", "/gate/")}/${gate}`, { method: "POST" });

/**
 * @param {import("../../e2e/server.mjs").Request} request
 * @param {string} name in lower case
 */
export const header = (request, name) => request.headers.find(([key]) => key === name)?.[1];

/**
 * An event stream that stays open.
 *
 * @param {string} text
 * @returns {Response}
 */
export const stream = (text) => ({ steps: [{ send: text }, { stall: true }] });

/** @type {Response} */
export const refusal = { status: 500, headers: [["content-type", "text/plain"]], steps: [{ send: "no" }] };
