// @ts-check
/** What the others are told of a response: no query of its URL, which may hold a token, and no body. */
import { parse } from "../face/arguments.js";

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
 * @param {any} told
 * @param {string} url of the source
 */
export const heard = (told, url) =>
  told && { ...told, headers: new Headers(told.headers), url: told.url === plain(url) ? url : told.url };

/** @param {string} url */
function plain(url) {
  const { origin = "", pathname = "" } = parse(url) ?? {};
  return origin + pathname;
}
