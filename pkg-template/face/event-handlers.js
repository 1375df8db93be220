// @ts-check
/** @typedef {((event: any) => any) | null} EventHandler */

/**
 * Event handler IDL attributes (HTML §8.1.8.1): a handler keeps the place among the listeners where
 * it was first set, until it is set to null.
 *
 * Deliberately absent: the meaning of a returned `false`, since no event here can be cancelled.
 */
export class EventHandlers {
  /**
   * @param {EventTarget} target
   * @param {import("../delivery/event-target.js").EventTargetInterface} eventTarget
   */
  constructor(target, { callsHandlers, sources }) {
    this._target = target;
    /** Whether the platform calls `on…` of any event target by itself, as workerd does. */
    this._own = callsHandlers;
    /** Not the target's own: natively no method of a class that inherits is called. */
    this._methods = sources;
    /** @type {Map<string, { callback: Function, listener: (event: Event) => void }>} */
    this._slots = new Map();
  }

  /**
   * @param {string} type
   * @returns {EventHandler}
   */
  get(type) {
    const slot = this._slots.get(type);
    return slot ? /** @type {EventHandler} */ (slot.callback) : null;
  }

  /**
   * @param {string} type
   * @param {unknown} callback not callable: as null
   */
  set(type, callback) {
    const slot = this._slots.get(type);
    if (typeof callback !== "function") {
      if (slot) {
        this._methods.removeEventListener.call(this._target, type, slot.listener);
        this._slots.delete(type);
      }
    } else if (slot) {
      slot.callback = callback;
    } else {
      const target = this._target;
      const added = {
        callback,
        /** @param {Event} event */
        listener(event) {
          added.callback.call(target, event);
        },
      };
      this._slots.set(type, added);
      if (!this._own) this._methods.addEventListener.call(target, type, added.listener);
    }
  }
}
