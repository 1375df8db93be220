// @ts-check
/**
 * As much of fetch as an event source needs, by XMLHttpRequest: for where there is only that, which is
 * jsdom, and what tests run in it. Only the forms that event-source-polyfill has carry it (CommonJS and
 * UMD): it has one too.
 */
import { encode } from "./encoding.js";
import { scope } from "./scope.js";

/**
 * @param {string} url
 * @param {any} init
 * @returns {Promise<any>} of something like a Response
 */
export function xhrFetch(url, { method = "GET", headers, body, credentials, signal }) {
  return new Promise((resolve, reject) => {
    const request = new scope.XMLHttpRequest();
    let length = 0;
    let ended = false;
    /** @type {unknown} */
    let failure;
    /** @type {(() => void) | undefined} */
    let wake;

    /** Before the end the last character may have come in part. */
    const received = () => (ended ? request.responseText : request.responseText.replace(/\ufffd+$/, ""));
    const read = async () => {
      while (length === received().length && !ended) {
        await new Promise((resolve) => {
          wake = /** @type {() => void} */ (resolve);
        });
      }
      if (failure) {
        throw failure;
      }
      const text = received().slice(length);
      length += text.length;
      return text ? { done: false, value: encode(text) } : { done: true, value: undefined };
    };
    const answer = () => {
      const { status, statusText, responseURL } = request;
      const get = (/** @type {string} */ name) => request.getResponseHeader(name);
      const cancel = async () => request.abort();
      const body = { locked: false, getReader: () => ((body.locked = true), { read, cancel }), cancel };
      resolve({ status, statusText, url: responseURL, headers: { get }, body });
    };
    /** @param {unknown} [error] */
    const end = (error) => {
      ended = true;
      failure = error;
      if (error) reject(error);
      wake?.();
    };

    request.open(method, url);
    request.withCredentials = credentials === "include";
    for (const name of Object.keys(headers)) {
      request.setRequestHeader(name, headers[name]);
    }
    request.onreadystatechange = () => {
      if (request.readyState > 1 && request.status) answer();
      if (request.readyState > 2) wake?.();
    };
    request.onprogress = () => wake?.();
    request.onload = () => end();
    request.onerror = () => end(new TypeError("Failed to fetch"));
    request.onabort = () => end(Object.assign(new Error("The request was aborted"), { name: "AbortError" }));
    signal.addEventListener("abort", () => request.abort());
    request.send(body ?? null);
  });
}
