// @ts-check
/** One connection for all pages and workers of the origin that ask for the same stream; see shared.d.ts. */
import { SUPPLY } from "../face/heir.js";
import { isLater } from "../platform/later.js";
import { canShare } from "../sharing/can-share.js";
import { SharedDriver } from "../sharing/shared-driver.js";
// As a bundler is to find it: the package beside this file, with the class that the page has.
import { EventSourcePolyfill } from "./index.js";

/** @typedef {import("../driver/supply.js").Supply} Supply */

/** Where a source was given no driver: nothing is shared. */
const ALONE = { shared: false, holds: true, share: "", sharers: 1 };

/** A function's slot, as of the source's inside: what stands in its place finds it too. */
const DRIVER = Symbol("driver");

/**
 * @param {any} source
 * @returns {typeof ALONE | SharedDriver}
 */
const driverOf = (source) => (source[DRIVER] ? source[DRIVER]() : ALONE);

export class SharedEventSource extends EventSourcePolyfill {
  /**
   * @param {Supply} supply
   * @param {any} init
   */
  static [SUPPLY](supply, { headers, body, share = null }) {
    if (!share || typeof share !== "string") {
      if (share !== null || isLater(headers) || isLater(body)) needsShare();
    }
    return {
      driverOf(/** @type {import("../face/source.js").Source} */ source, /** @type {string} */ url, /** @type {import("../face/settings.js").Settings} */ settings) {
        const shared = canShare(settings) && new SharedDriver(source, url, settings, supply, share);
        Object.defineProperty(source.target, DRIVER, { value: () => shared || { ...ALONE, share } });
        return shared || supply.driverOf(source, url, settings);
      },
    };
  }

  /** Whether it takes part; false: its connection is its own. */
  get shared() {
    return driverOf(this).shared;
  }

  /** Whether this page has the connection. */
  get holder() {
    return driverOf(this).holds;
  }

  /** How many share it. */
  get sharers() {
    return driverOf(this).sharers;
  }

  get headers() {
    return super.headers;
  }

  set headers(value) {
    if (!driverOf(this).share) needsShare();
    super.headers = value;
  }
}

/**
 * Pages with other rights must never hear each other.
 * @returns {never}
 */
function needsShare() {
  throw new TypeError("Whose stream is it? The share option has to say so, a string");
}

export default SharedEventSource;
