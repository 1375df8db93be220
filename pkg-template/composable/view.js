// @ts-check
/** What one React component sees of its subscription. */
import { INITIAL, Subscription } from "./subscription.js";

/** @typedef {import("../composable.d.ts").SubscriptionState} State */

const MEMBERS = /** @type {(keyof State)[]} */ (Object.keys(INITIAL));

export class View {
  constructor() {
    /** @type {import("./subscription.js").Wanted} */
    this._wanted = { url: null, events: [], options: {} };
    /** @type {string[] | undefined} */
    this._keys = undefined;
    /** @type {() => void} */
    this._tell = () => {};
    /** @type {Set<keyof State>} what the component has ever read: it is not rendered for anything else */
    this._used = new Set();
    /** @type {State} */
    this._shown = { ...INITIAL };
    this._here = false;
    this._subscription = new Subscription(this._wanted, () => this._tell());
    // Until the component is there.
    this._subscription.pause();
    this.subscribe = this.subscribe.bind(this);
    this.snapshot = this.snapshot.bind(this);
  }

  /** @param {() => void} tell */
  subscribe(tell) {
    this._tell = tell;
    return () => {
      this._tell = () => {};
    };
  }

  /** The same one until something changes that the component reads. On the server, and first: nothing yet. */
  snapshot() {
    const { state } = this._subscription;
    for (const name of this._used) {
      if (!Object.is(state[name], this._shown[name])) {
        this._shown = { ...state };
        break;
      }
    }
    return this._shown;
  }

  /**
   * A snapshot as the component gets it: reading is noted.
   *
   * @param {State} snapshot
   * @returns {any}
   */
  result(snapshot) {
    const { open, close } = this._subscription;
    const result = { open, close };
    for (const name of MEMBERS) {
      const get = () => {
        if (!this._used.has(name)) {
          this._used.add(name);
          // Nobody has seen it yet: as it is now.
          /** @type {any} */ (this._shown)[name] = /** @type {any} */ (snapshot)[name] = this._subscription.state[name];
        }
        return snapshot[name];
      };
      Object.defineProperty(result, name, { get, enumerable: true });
    }
    return result;
  }

  /** @param {import("./subscription.js").Wanted} wanted */
  want(wanted) {
    Object.assign(this._wanted, wanted);
  }

  /** @param {string[]} keys of the stream, of what is set otherwise, and of the event types, by value */
  take(keys) {
    const { immediate = true, autoConnect = true } = this._wanted.options;
    const [stream, settings, types] = this._keys ?? [];
    const first = this._keys === undefined;
    this._keys = keys;
    if (first ? immediate : autoConnect && keys[0] !== stream) this._subscription.open();
    else if (!first && autoConnect && keys[1] !== settings) this._subscription.reopen();
    else if (keys[2] !== types) this._subscription.listen();
  }

  /**
   * The component's effects are there. When they go it may be for a moment (StrictMode, a hot update):
   * who is back before the microtasks run has the connection still.
   */
  arrive() {
    this._here = true;
    this._subscription.resume();
    return () => {
      this._here = false;
      Promise.resolve().then(() => this._here || this._subscription.pause());
    };
  }
}
