// @ts-check
/** @typedef {import("./index.d.ts").EventSourcePolyfillInit} EventSourcePolyfillInit */

/** The driver of a document that is gone: as in native, nothing will ever happen. */
export class Inert {
  /** @type {number} */
  readyState = 0;
  lastEventId = "";
  reconnectionTime = 0;

  /**
   * @param {string} url
   * @param {boolean} idHeader
   * @param {EventSourcePolyfillInit} init
   */
  constructor(url, idHeader, init) {
    this.withCredentials = Boolean(init.withCredentials);
  }

  connect() {}

  reconnect() {}

  page() {}

  close() {
    this.readyState = 2;
  }
}
