// @ts-check
/** @typedef {((event: any) => any) | null} EventHandler */

/**
 * Event handler IDL attributes (HTML §8.1.8.1): a handler keeps the place among the listeners where
 * it was first set, until it is set to null.
 *
 * Deliberately absent: the meaning of a returned `false`, since no event here can be cancelled.
 */
export class EventHandlers {
  /** @type {EventTarget} */
  #target;
  /** @type {Map<string, { callback: Function, listener: (event: Event) => void }>} */
  #slots = new Map();

  /** @param {EventTarget} target */
  constructor(target) {
    this.#target = target;
  }

  /**
   * @param {string} type
   * @returns {EventHandler}
   */
  get(type) {
    return /** @type {EventHandler} */ (this.#slots.get(type)?.callback ?? null);
  }

  /**
   * @param {string} type
   * @param {unknown} callback not callable: as null
   */
  set(type, callback) {
    const slot = this.#slots.get(type);
    if (typeof callback !== "function") {
      if (slot) {
        this.#target.removeEventListener(type, slot.listener);
        this.#slots.delete(type);
      }
    } else if (slot) {
      slot.callback = callback;
    } else {
      const target = this.#target;
      const added = {
        callback,
        /** @param {Event} event */
        listener(event) {
          added.callback.call(target, event);
        },
      };
      this.#slots.set(type, added);
      target.addEventListener(type, added.listener);
    }
  }
}
