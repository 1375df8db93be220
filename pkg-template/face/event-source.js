// @ts-check
/**
 * The face: the interface of HTML §9.2.2 as a class that extends EventTarget. What an event source is
 * inside has a file of its own, source.js.
 *
 * A source finds its inside by a function in a slot, not by private members: what stands in its place
 * (a proxy, an object that inherits from it, the `this` of an ES5 constructor) then finds it too.
 */
import { EventTargetInterface, methodsOf } from "../delivery/event-target.js";
import { scope } from "../platform/scope.js";
import { assertFloor, dictionary } from "./arguments.js";
import { SUPPLY } from "./heir.js";
import { Source } from "./source.js";

/** @typedef {import("../index.d.ts").EventSourcePolyfillOptions} EventSourcePolyfillOptions */

/**
 * @param {import("../driver/supply.js").Supply} supply of drivers, asked at every construction and not
 *   before the first: importing the package compiles nothing
 * @param {any} [otherFetch] what stands in where there is no fetch
 * @returns {any} the class; its type is that of index.d.ts
 */
export function defineEventSource(supply, otherFetch = undefined) {
  const eventTarget = new EventTargetInterface();
  const INSIDE = Symbol("inside");
  /** What fromReadableStream() gives the constructor, and no page can. */
  class StreamOfPage {
    /** @param {ReadableStream<Uint8Array>} stream */
    constructor(stream) {
      this.stream = stream;
    }
  }

  /**
   * @param {any} source
   * @returns {Source}
   * @throws TypeError for what is no event source, as WebIDL has it
   */
  const inside = (source) => {
    const find = source[INSIDE];
    if (!find) throw new TypeError("Illegal invocation");
    return find();
  };

  // The name is what consoles show, and no minifier takes it from a property.
  const { EventSourcePolyfill } = {
    EventSourcePolyfill: class extends /** @type {typeof EventTarget} */ (scope.EventTarget || Object) {
      /**
       * @param {string | URL} url
       * @param {EventSourcePolyfillOptions | StreamOfPage | null} [init]
       */
      constructor(url, init = {}) {
        if (arguments.length === 0) {
          throw new TypeError("EventSourcePolyfill constructor: 1 argument required, but only 0 present");
        }
        const ofPage = init instanceof StreamOfPage;
        // Not String(): a Symbol must throw, as it does for a USVString.
        const text = `${url}`;
        const members = ofPage ? {} : dictionary(init);
        assertFloor();
        super();
        const source = new Source(this, eventTarget);
        // A function: what makes proxies of all objects that it finds (Valtio) leaves it alone.
        Object.defineProperty(this, INSIDE, { value: () => source });
        if (ofPage) {
          source.connectToStream(init.stream, supply);
        } else {
          const heir = /** @type {any} */ (new.target);
          source.connect(text, members, heir[SUPPLY] ? heir[SUPPLY](supply, members) : supply, otherFetch);
        }
      }

      /**
       * As proposed for the standard, <https://github.com/whatwg/html/pull/12272>.
       * @param {ReadableStream<Uint8Array>} stream
       */
      static fromReadableStream(stream) {
        return new Interface("about:event-stream", new StreamOfPage(stream));
      }

      /** Read afresh at every attempt. */
      get headers() {
        return inside(this).headers;
      }

      set headers(value) {
        inside(this).setHeaders(value);
      }

      close() {
        inside(this).close();
      }

      /**
       * Begins a new attempt now, instead of the one that runs or the wait for it, with fresh headers.
       * Does nothing when CLOSED, and where there is no reconnection.
       */
      reconnect() {
        inside(this).reconnect();
      }

      /**
       * @param {string} type
       * @param {any} callback
       * @param {any[]} options
       */
      addEventListener(type, callback, ...options) {
        change("add", this, [...arguments]);
      }

      /**
       * @param {string} type
       * @param {any} callback
       * @param {any[]} options
       */
      removeEventListener(type, callback, ...options) {
        change("remove", this, [...arguments]);
      }

      /** @param {Event} event */
      dispatchEvent(event) {
        return super.dispatchEvent.call(targetOf(this), event);
      }

      /** Every message event from now on, until CLOSED. */
      [Symbol.asyncIterator]() {
        return inside(this).iterate();
      }
    },
  };

  /** @param {any} source */
  const targetOf = (source) => (source && source[INSIDE] ? inside(source).target : source);

  /**
   * The platform's list of listeners and ours.
   *
   * @param {"add" | "remove"} method
   * @param {any} source
   * @param {any[]} words
   */
  function change(method, source, words) {
    if (words.length >= 2) {
      // The conversion to a string happens once; with fewer arguments none does.
      words[0] = `${words[0]}`;
    }
    /** @type {any} */ (Object.getPrototypeOf(prototype))[`${method}EventListener`].apply(targetOf(source), words);
    if (source && source[INSIDE]) {
      inside(source).listeners[method](words[0], words[1], words[2]);
    }
  }

  /** `Class.call(this, url)`, as ES5 code inherits, and TypeScript for that target. */
  const Interface = new Proxy(EventSourcePolyfill, {
    apply(_, self, words) {
      if (!(self instanceof EventSourcePolyfill)) {
        throw new TypeError("Class constructor EventSourcePolyfill cannot be invoked without 'new'");
      }
      const { constructor } = self;
      // Who has not inherited the statics goes without what it returns: the `this` there is finds the source.
      const isHeir = Object.prototype.isPrototypeOf.call(Interface, constructor);
      const source = Reflect.construct(EventSourcePolyfill, words, isHeir ? constructor : Interface);
      Object.defineProperty(self, INSIDE, { value: source[INSIDE] });
      return isHeir ? source : undefined;
    },
  });

  const { prototype } = EventSourcePolyfill;
  /** @param {object} attribute an object with its accessors */
  const define = (attribute) => Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(attribute));
  for (const name of /** @type {const} */ (["url", "withCredentials", "readyState", "lastEventId", "reconnectionTime"])) {
    define({
      get [name]() {
        return inside(this)[name];
      },
    });
  }
  for (const type of ["open", "message", "error"]) {
    define({
      get [`on${type}`]() {
        return /** @type {unknown} */ (inside(this).handlers.get(type));
      },
      set [`on${type}`](/** @type {unknown} */ callback) {
        inside(this).handlers.set(type, callback);
      },
    });
  }

  // As WebIDL shapes an interface: attributes and operations are enumerable, constants stand on
  // both the interface object and its prototype.
  for (const name of Object.getOwnPropertyNames(prototype)) {
    Object.defineProperty(prototype, name, { enumerable: true });
  }
  Object.defineProperty(prototype, "constructor", { value: Interface, enumerable: false });
  Object.defineProperty(EventSourcePolyfill, "fromReadableStream", { enumerable: true });
  for (const [value, name] of ["CONNECTING", "OPEN", "CLOSED"].entries()) {
    Object.defineProperty(EventSourcePolyfill, name, { value, enumerable: true });
    Object.defineProperty(prototype, name, { value, enumerable: true });
  }
  // What the default import of event-source-polyfill is by interop: an object of these.
  for (const [name, value] of Object.entries({
    EventSourcePolyfill: Interface,
    NativeEventSource: scope.EventSource,
    EventSource: scope.EventSource || Interface,
  })) {
    Object.defineProperty(EventSourcePolyfill, name, { value, writable: true, configurable: true });
  }
  // Not everywhere yet.
  if (Symbol.dispose) {
    Object.defineProperty(prototype, Symbol.dispose, {
      /** @this {any} */
      value() {
        this.close();
      },
      writable: true,
      configurable: true,
    });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, {
    /** @this {any} */
    get() {
      // Jest's automock looks into nothing that it does not take for a plain object.
      return this === prototype ? "Object" : "EventSource";
    },
    configurable: true,
  });
  eventTarget.sources = methodsOf(prototype);
  return Interface;
}
