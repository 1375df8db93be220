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
    if (share !== null && (typeof share !== "string" || share === "")) {
      throw new TypeError("SharedEventSource constructor: the share option is a string that names whose stream it is");
    }
    if (share === null && (typeof headers === "function" || typeof body === "function")) {
      needsShare("with a function for headers or body");
    }
    return {
      driverOf(/** @type {import("../face/source.js").Source} */ source, /** @type {string} */ url, /** @type {import("../face/settings.js").Settings} */ settings) {
        if (share !== null) named.add(source.target);
        if (!canShare(settings)) return supply.driverOf(source, url, settings);
        const driver = new SharedDriver(source, url, settings, supply, share ?? undefined);
        drivers.set(source.target, driver);
        return driver;
      },
    };
  }

  /** Whether it takes part; false: its connection is its own. */
  get shared() {
    return drivers.get(this)?.shared ?? false;
  }

  /** Whether this page has the connection. */
  get holder() {
    return drivers.get(this)?.holds ?? true;
  }

  get headers() {
    return super.headers;
  }

  set headers(value) {
    if (!named.has(this)) needsShare("to change its headers");
    super.headers = value;
  }
}

/**
 * Pages with other rights must never hear each other.
 * @param {string} when
 * @returns {never}
 */
function needsShare(when) {
  throw new TypeError(`SharedEventSource needs the share option ${when}: a string that names whose stream it is, such as a user's ID`);
}

export default SharedEventSource;
