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
import { platform } from "../platform/scope.js";
import { report } from "./report.js";

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

/** @typedef {import("./event-listener-list.js").EventListener} EventListener */

/**
 * Makes the class, and gives what creates an event and the inner invoke of DOM §2.9: called at the first
 * burst, for what an event of the platform's is like must be asked of one.
 */
export function lightEvents() {
  /** One slot for all: Firefox takes its time for each. A symbol, so that no page comes upon it by name. */
  const STATE = Symbol("state");
  /**
   * @param {any} event
   * @returns {State & Record<string, any>}
   */
  const of = (event) => event[STATE];
  const Platform = platform("MessageEvent");

  // The name is what consoles show, and no minifier takes it from a property.
  const { MessageEvent } = {
    MessageEvent: class {
      /** @param {State & Record<string, any>} state */
      constructor(state) {
        /** @type {any} */ (this)[STATE] = state;
        // [LegacyUnforgeable]: the one attribute that is the event's own property.
        this.isTrusted = false;
      }

      get type() {
        return of(this).type;
      }

      get data() {
        return of(this).data;
      }

      get lastEventId() {
        return of(this).lastEventId;
      }

      get srcElement() {
        return of(this).target;
      }

      get currentTarget() {
        return of(this).eventPhase ? of(this).target : null;
      }

      get returnValue() {
        return !of(this).defaultPrevented;
      }

      set returnValue(value) {
        if (!value) {
          this.preventDefault();
        }
      }

      get cancelBubble() {
        return of(this).stopped > 0;
      }

      set cancelBubble(value) {
        if (value) {
          this.stopPropagation();
        }
      }

      composedPath() {
        return of(this).eventPhase ? [of(this).target] : [];
      }

      stopPropagation() {
        of(this).stopped = of(this).stopped || 1;
      }

      stopImmediatePropagation() {
        of(this).stopped = 2;
      }

      preventDefault() {
        of(this).defaultPrevented = Boolean(of(this).cancelable);
      }

      /**
       * @param {string} type
       * @param {boolean} [bubbles]
       * @param {boolean} [cancelable]
       */
      initEvent(type, bubbles = false, cancelable = false) {
        initialize(of(this), { type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable });
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
        initialize(of(this), { type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable, ...words });
      }
    },
  };
  const { prototype } = MessageEvent;

  // The attributes that nearly nobody reads, the engine's own additions too: as they are in an event
  // of the platform's, if they have not been set.
  const template = new Platform("message");
  for (const name in template) {
    if (!(name in prototype) && !Object.prototype.hasOwnProperty.call(template, name)) {
      const value = template[name];
      // Firefox has `originalTarget` and `explicitOriginalTarget`.
      const key = /Target$/.test(name) ? "target" : name;
      Object.defineProperty(prototype, name, {
        /** @this {any} */
        get() {
          const { [key]: own = value } = of(this);
          return own;
        },
        configurable: true,
      });
    }
  }
  if ("isTrusted" in Platform.prototype) {
    // Node has a getter there, by which no assignment would come.
    Object.defineProperty(prototype, "isTrusted", { value: false, writable: true, configurable: true });
  }
  // `constructor` is inherited, and an interface's members are enumerable.
  delete (/** @type {any} */ (prototype).constructor);
  for (const name of Object.getOwnPropertyNames(prototype)) {
    Object.defineProperty(prototype, name, { enumerable: true });
  }
  Object.setPrototypeOf(prototype, Platform.prototype);

  return {
    /**
     * @param {EventTarget} target
     * @param {string} type
     * @param {string} data
     * @param {string} lastEventId
     * @param {string} origin
     * @param {number} timeStamp
     */
    create: (target, type, data, lastEventId, origin, timeStamp) =>
      new MessageEvent({ target, type, data, lastEventId, origin, timeStamp, eventPhase: 2, stopped: 0 }),

    /**
     * @param {InstanceType<typeof MessageEvent>} event
     * @param {EventListener[]} listeners
     */
    dispatch(event, listeners) {
      const state = of(event);
      for (let i = 0; i < listeners.length; i += 1) {
        const listener = listeners[i];
        if (!listener.removed) {
          try {
            listener.callback.call(state.target, event);
          } catch (error) {
            report(error);
          }
          if (state.stopped > 1) {
            break;
          }
        }
      }
      state.eventPhase = state.stopped = 0;
    },
  };
}

/**
 * Not while it is dispatched (DOM §2.2).
 * @param {State & Record<string, any>} state
 * @param {object} attributes
 */
function initialize(state, attributes) {
  if (!state.eventPhase) {
    Object.assign(state, { target: null, stopped: 0, defaultPrevented: false }, attributes);
  }
}
