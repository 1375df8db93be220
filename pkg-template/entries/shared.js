// @ts-check
/** One connection for all pages and workers of the origin that ask for the same stream; see shared.d.ts. */
import { SUPPLY } from "../face/heir.js";
import { canShare } from "../sharing/can-share.js";
import { SharedDriver } from "../sharing/shared-driver.js";
// As a bundler is to find it: the package beside this file, with the class that the page has.
import { EventSourcePolyfill } from "./index.js";

/** @typedef {import("../driver/supply.js").Supply} Supply */

/** @type {WeakMap<EventTarget, SharedDriver>} */
const drivers = new WeakMap();

/** Whose headers may change: `share` says whose stream it is. @type {WeakSet<EventTarget>} */
const named = new WeakSet();

export class SharedEventSource extends EventSourcePolyfill {
  /**
   * @param {Supply} supply
   * @param {any} init
   */
  static [SUPPLY](supply, { headers, body, share = null }) {
    const isNamed = typeof share === "string" && share !== "";
    if (!isNamed && (share !== null || typeof headers === "function" || typeof body === "function")) {
      needsShare();
    }
    return {
      driverOf(/** @type {import("../face/source.js").Source} */ source, /** @type {string} */ url, /** @type {import("../face/settings.js").Settings} */ settings) {
        const { target } = source;
        if (isNamed) named.add(target);
        if (!canShare(settings)) return supply.driverOf(source, url, settings);
        const driver = new SharedDriver(source, url, settings, supply, share);
        drivers.set(target, driver);
        return driver;
      },
    };
  }

  /** Whether it takes part; false: its connection is its own. */
  get shared() {
    return drivers.get(/** @type {any} */ (this))?.shared ?? false;
  }

  /** Whether this page has the connection. */
  get holder() {
    return drivers.get(/** @type {any} */ (this))?.holds ?? true;
  }

  get headers() {
    return super.headers;
  }

  set headers(value) {
    if (!named.has(/** @type {any} */ (this))) needsShare();
    super.headers = value;
  }
}

/**
 * Pages with other rights must never hear each other.
 * @returns {never}
 */
function needsShare() {
  throw new TypeError("SharedEventSource needs the share option for that, a string: whose stream it is");
}

export default SharedEventSource;
