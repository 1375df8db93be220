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
import { isPresent } from "./event-listener-list.js";

/**
 * @typedef {object} State the attributes that differ from REST, and what follows from no attribute
 * @property {EventTarget | null} target
 * @property {string} type
 * @property {unknown} data
 * @property {string} lastEventId
 * @property {string} origin
 * @property {number} timeStamp
 * @property {number} eventPhase
 * @property {number} stopped 1: stop propagation flag, 2: stop immediate propagation flag
 */

// Chromium takes it away from a document that is gone.
const { reportError } = globalThis;

/** The attributes that nearly nobody reads, as they are unless the page initializes the event anew. */
const REST = {
  target: null,
  eventPhase: 0,
  timeStamp: 0,
  origin: "",
  bubbles: false,
  cancelable: false,
  defaultPrevented: false,
  composed: false,
  source: null,
  ports: Object.freeze([]),
};

export class LightEvent {
  /**
   * One private field for all: Firefox takes its time for each.
   * @type {State & Partial<Record<keyof typeof REST, unknown>>}
   */
  #state;

  /** @param {State} state */
  constructor(state) {
    this.#state = state;
    // [LegacyUnforgeable]: the one attribute that is the event's own property.
    this.isTrusted = false;
  }

  /**
   * Inner invoke (DOM §2.9).
   * @param {State} state
   * @param {import("./event-listener-list.js").EventListener[]} listeners
   */
  static dispatch(state, listeners) {
    const event = new LightEvent(state);
    for (const listener of listeners) {
      if (isPresent(listener)) {
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

  static {
    for (const [name, value] of Object.entries(REST)) {
      Object.defineProperty(this.prototype, name, {
        /** @this {LightEvent} */
        get() {
          return this.#state[/** @type {keyof typeof REST} */ (name)] ?? value;
        },
        configurable: true,
      });
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
  initMessageEvent(type, bubbles, cancelable, data = null, origin = "", lastEventId = "", source, ports = []) {
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

// An interface's members are enumerable, and `constructor` is MessageEvent.
const { prototype } = LightEvent;
delete (/** @type {any} */ (prototype).constructor);
for (const name of Object.getOwnPropertyNames(prototype)) {
  Object.defineProperty(prototype, name, { enumerable: true });
}
Object.setPrototypeOf(prototype, globalThis.MessageEvent?.prototype ?? null);
