// @ts-check
/**
 * A source's event listener lists (DOM §2.7) as far as the source itself can run them: the plain
 * listeners, in order. The platform's own lists stay the truth, `addEventListener()` of a source
 * tells both.
 *
 * Deliberately absent: `once` (only the platform knows when it has used one up), `signal` (an aborted one
 * takes away in Chromium also what was added again without it), `capture` and `handleEvent`. A type that
 * had such a listener is left to the platform for good.
 *
 * @typedef {{ callback: Function, removed: boolean }} EventListener
 */
export class EventListenerList {
  constructor() {
    /**
     * The lists are replaced, never changed: a dispatch runs through the one it began with.
     * @type {Map<string, EventListener[] | null>} null: left to the platform
     */
    this._lists = new Map();
    /** How often a list was replaced. */
    this.changes = 0;
  }

  /**
   * What runs for a type: null if only the platform can do it, undefined if nobody listens.
   * @param {string} type
   */
  of(type) {
    return this._lists.get(type);
  }

  /**
   * After the platform has accepted it.
   * @param {string} type
   * @param {unknown} callback
   * @param {unknown} options
   */
  add(type, callback, options) {
    const list = this._lists.get(type);
    if (list === null || callback === null || callback === undefined) {
      return;
    }
    const { capture, once, signal } = flatten(options);
    if (typeof callback !== "function" || capture || once || signal) {
      this._replace(type, null);
      return;
    }
    if (!list?.some((listener) => listener.callback === callback)) {
      this._replace(type, [...(list ?? []), { callback, removed: false }]);
    }
  }

  /**
   * @param {string} type
   * @param {unknown} callback
   * @param {unknown} options
   */
  remove(type, callback, options) {
    const list = this._lists.get(type);
    const listener = list?.find((listener) => listener.callback === callback);
    if (list && listener && !flatten(options).capture) {
      listener.removed = true;
      this._replace(type, list.filter((other) => other !== listener));
    }
  }

  /**
   * @param {string} type
   * @param {EventListener[] | null} list
   */
  _replace(type, list) {
    this.changes += 1;
    if (list?.length === 0) {
      this._lists.delete(type);
    } else {
      this._lists.set(type, list);
    }
  }
}

/**
 * As the DOM flattens options. `passive` says nothing of events that cannot be cancelled.
 * @param {any} options
 * @returns {AddEventListenerOptions}
 */
function flatten(options) {
  return Object(options) === options ? options : { capture: options };
}
