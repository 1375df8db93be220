// @ts-check
/** Responses that many claims play. */

/** @typedef {import("../server.mjs").Response} Response */

/**
 * An event stream that stays open.
 *
 * @param {string} text
 * @returns {Response}
 */
export const stream = (text) => ({ steps: [{ send: text }, { stall: true }] });

/**
 * An event stream that the server ends.
 *
 * @param {string} text
 * @returns {Response}
 */
export const ended = (text) => ({ steps: [{ send: text }] });

/**
 * No response: to the page a network error. As a network error on every browser CORS serves, where
 * a broken connection is tried again by some of them; it wants a stream from elsewhere.
 *
 * @type {Response}
 */
export const forbidden = { steps: [] };

/**
 * A response that another origin may read.
 *
 * @param {Response} response
 * @returns {Response}
 */
export const allowed = (response) => ({
  ...response,
  headers: [...(response.headers ?? [["content-type", "text/event-stream"]]), ["access-control-allow-origin", "*"]],
});

/** @type {Response} */
export const one = stream("data: a\n\n");
