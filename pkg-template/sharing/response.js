// @ts-check
/** What the others are told of a response: no query of its URL, which may hold a token, and no body. */

/** @param {any} response */
export function told(response) {
  if (response) {
    /** @type {[string, string][]} */
    const headers = [];
    response.headers?.forEach?.((/** @type {string} */ value, /** @type {string} */ name) => headers.push([name, value]));
    const { status, statusText, url } = response;
    return { status, statusText, headers, url: plain(url) };
  }
}

/**
 * What the page is given: a response, or what was told of one.
 * @param {any} response
 * @param {string} url of the source
 */
export const heard = (response, url) =>
  Array.isArray(response?.headers)
    ? { ...response, headers: new Headers(response.headers), url: response.url === plain(url) ? url : response.url }
    : response;

/** @param {string} url */
function plain(url) {
  const { origin = "", pathname = "" } = url ? new URL(url) : {};
  return origin + pathname;
}
