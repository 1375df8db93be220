// @ts-check
/**
 * A message event that costs little: an object of ours with the interface of MessageEvent, of which
 * it is an instance. The platform's own costs a hundred times as much, too much for a burst.
 *
 * To a listener it is like the platform's own but for this: it is no platform object, so
 * `dispatchEvent()` and getters taken from a prototype (`Event.prototype.composedPath.call(event)`)
 * refuse it, and while it is dispatched `window.event` stays undefined. An event to dispatch again:
 * `new MessageEvent(event.type, event)`.
 */

/**
 * @typedef {object} State
 * @property {EventTarget | null} target
 * @property {string} type
 * @property {unknown} data
 * @property {string} lastEventId
 * @property {string} origin
 * @property {number} timeStamp
 * @property {number} eventPhase
 * @property {number} stopped 1: stop propagation flag, 2: stop immediate propagation flag
 */

// Chromium takes it away from a document that is gone, and Node has none: there what a listener throws
// is an uncaught exception, later.
const {
  reportError = (/** @type {unknown} */ error) =>
    queueMicrotask(() => {
      throw error;
    }),
} = globalThis;

export class LightEvent {
  /**
   * One private field for all: Firefox takes its time for each.
   * @type {State & Record<string, unknown>}
   */
  #state;

  /** [LegacyUnforgeable]: the one attribute that is the event's own property. */
  isTrusted = false;

  /** @param {State & Record<string, unknown>} state */
  constructor(state) {
    this.#state = state;
  }

  /**
   * Inner invoke (DOM §2.9).
   * @param {State & Record<string, unknown>} state
   * @param {import("./event-listener-list.js").EventListener[]} listeners
   */
  static dispatch(state, listeners) {
    const event = new LightEvent(state);
    for (const listener of listeners) {
      if (!listener.removed) {
        try {
          listener.callback.call(state.target, event);
        } catch (error) {
          reportError(error);
        }
        if (state.stopped > 1) {
          break;
        }
      }
    }
    state.eventPhase = state.stopped = 0;
  }

  /**
   * The attributes that nearly nobody reads, the engine's own additions too: as they are in an event
   * of the platform's, if they have not been set.
   * @param {any} template
   */
  static like(template) {
    for (const name in template) {
      if (!(name in this.prototype) && !Object.hasOwn(template, name)) {
        const value = template[name];
        // Firefox has `originalTarget` and `explicitOriginalTarget`.
        const key = name.endsWith("Target") ? "target" : name;
        Object.defineProperty(this.prototype, name, {
          /** @this {LightEvent} */
          get() {
            return this.#state[key] ?? value;
          },
          configurable: true,
        });
      }
    }
  }

  get type() {
    return this.#state.type;
  }

  get data() {
    return this.#state.data;
  }

  get lastEventId() {
    return this.#state.lastEventId;
  }

  get srcElement() {
    return this.#state.target;
  }

  get currentTarget() {
    return this.composedPath()[0] ?? null;
  }

  get returnValue() {
    return !this.#state.defaultPrevented;
  }

  set returnValue(value) {
    if (!value) {
      this.preventDefault();
    }
  }

  get cancelBubble() {
    return this.#state.stopped > 0;
  }

  set cancelBubble(value) {
    if (value) {
      this.stopPropagation();
    }
  }

  composedPath() {
    return this.#state.eventPhase ? [this.#state.target] : [];
  }

  stopPropagation() {
    this.#state.stopped ||= 1;
  }

  stopImmediatePropagation() {
    this.#state.stopped = 2;
  }

  preventDefault() {
    this.#state.defaultPrevented = Boolean(this.#state.cancelable);
  }

  /**
   * @param {string} type
   * @param {boolean} [bubbles]
   * @param {boolean} [cancelable]
   */
  initEvent(type, bubbles = false, cancelable = false) {
    this.#initialize({ type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable });
  }

  /**
   * @param {string} type
   * @param {boolean} [bubbles]
   * @param {boolean} [cancelable]
   * @param {unknown} [data]
   * @param {string} [origin]
   * @param {string} [lastEventId]
   * @param {unknown} [source]
   * @param {unknown[]} [ports]
   */
  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = "", lastEventId = "", source = null, ports = []) {
    const words = { data, origin: `${origin}`, lastEventId: `${lastEventId}`, source, ports: Object.freeze([...ports]) };
    this.#initialize({ type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable, ...words });
  }

  /**
   * Not while it is dispatched (DOM §2.2).
   * @param {object} attributes
   */
  #initialize(attributes) {
    if (!this.#state.eventPhase) {
      Object.assign(this.#state, { target: null, stopped: 0, defaultPrevented: false }, attributes);
    }
  }
}

const { prototype } = LightEvent;
if (globalThis.MessageEvent) {
  LightEvent.like(new MessageEvent("message"));
  Object.setPrototypeOf(prototype, MessageEvent.prototype);
}
// `constructor` is inherited, and an interface's members are enumerable.
delete (/** @type {any} */ (prototype).constructor);
for (const name of Object.getOwnPropertyNames(prototype)) {
  Object.defineProperty(prototype, name, { enumerable: true });
}
