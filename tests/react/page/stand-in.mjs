// @ts-check
/** What ./shared exports, as far as a composable goes: a source of its own that remembers what it was given. */

import { EventSourcePolyfill } from "event-source-polyfill-wasm";

/** @type {any[]} */
export const made = [];

export class SharedEventSource extends EventSourcePolyfill {
  /**
   * @param {string | URL} url
   * @param {any} init
   */
  constructor(url, init) {
    super(url, init);
    made.push({ source: this, url: String(url), share: init.share });
  }
}
