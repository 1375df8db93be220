// @ts-check
/**
 * What the others are told of a response: no query of its URL, which may hold a token, and no body. One of a
 * fetch of the page's own may have anything: text goes over the channel, and is a header at the other end.
 */

/** @param {any} response */
export function told(response) {
  if (response) {
    const { status, statusText, url, headers } = response;
    const list = new Headers();
    if (headers && headers.forEach) {
      headers.forEach((/** @type {string} */ value, /** @type {string} */ name) => {
        try {
          list.append(name, value);
        } catch {
          // Such as one of HTTP/2's own.
        }
      });
    }
    return { status, statusText: String(statusText || ""), headers: [...list], url: plain(url) };
  }
}

/**
 * What the page is given: a response, or what was told of one.
 * @param {any} response
 * @param {string} url of the source
 */
export const heard = (response, url) =>
  response && Array.isArray(response.headers)
    ? { ...response, headers: new Headers(response.headers), url: response.url === plain(url) ? url : response.url }
    : response;

/**
 * Without what may be a secret.
 * @param {string} url serialized, where it is not from a fetch of the page's own: that may say anything
 */
function plain(url) {
  const [, scheme = "", rest = ""] = /^([a-z]+:\/\/)(?:[^/?#]*@)?([^?#]*)/.exec(url) || [];
  return scheme + rest;
}
