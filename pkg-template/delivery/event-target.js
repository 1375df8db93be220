// @ts-check
/**
 * The platform's EventTarget as a source uses it: its dispatch, and whether a source may call its plain
 * listeners by itself, which is the case where nobody could tell.
 */
import { platform, scope } from "../platform/scope.js";
import { report } from "./report.js";

const METHODS = /** @type {const} */ (["addEventListener", "removeEventListener", "dispatchEvent"]);
const NATIVE = /\[native code\]/;

/** @typedef {Pick<EventTarget, typeof METHODS[number]>} Methods */

/**
 * As they are now.
 * @param {any} target
 * @returns {Methods}
 */
export function methodsOf(target) {
  /** @type {any} */
  const methods = {};
  for (const name of METHODS) methods[name] = target[name];
  return methods;
}

export class EventTargetInterface {
  constructor() {
    /**
     * Not the source's own: to fire an event calls no method that the page could replace. In Node the
     * methods are written in JavaScript: whoever replaced one there did so before the import.
     * @type {Methods}
     */
    this.methods = methodsOf((platform("EventTarget") || Object).prototype);
    /** The source's, unless the page replaces them. @type {Methods} */
    this.sources = this.methods;
    /** @type {boolean | undefined} */
    this._callsHandlers = undefined;
  }

  /**
   * @param {EventTarget} target
   * @param {Event} event
   */
  dispatch(target, event) {
    try {
      this.methods.dispatchEvent.call(target, event);
    } catch (error) {
      // A listener's, see report.js: what comes next is dispatched all the same.
      report(error);
    }
  }

  /** Whether the platform calls `on…` of any event target by itself, as workerd does. */
  get callsHandlers() {
    if (this._callsHandlers === undefined) {
      const target = new (platform("EventTarget"))();
      target.onprobe = () => (this._callsHandlers = true);
      this._callsHandlers = false;
      this.dispatch(target, new (platform("Event"))("probe"));
    }
    return this._callsHandlers;
  }

  /**
   * Whether no method has been replaced. A wrapper may say that it is native code (zone.js, Sentry), but
   * functions of a page have more properties than a name and a length.
   * @param {any} target
   */
  isDirect(target) {
    const { prototype } = platform("EventTarget");
    const { versions } = scope.process || /** @type {any} */ ({});
    return (
      !this._callsHandlers &&
      METHODS.every((name) => {
        const method = prototype[name];
        return (
          target[name] === this.sources[name] &&
          (versions && versions.node
            ? method === this.methods[name]
            : NATIVE.test(Function.prototype.toString.call(method)) && Reflect.ownKeys(method).length === 2)
        );
      })
    );
  }
}
