// @ts-check
/**
 * A driver of one connection for all pages: to the source it is like any other. It carries out what
 * member.js decides: a Web Lock says who connects, a BroadcastChannel has what the others hear.
 *
 * The drain law: outputs are carried out one after the other, and an input that comes meanwhile, from a
 * listener, leaves its own to the drain under way.
 */
import { Inbox } from "./inbox.js";
import { Member } from "./member.js";
import { Relay } from "./relay.js";
import { heard } from "./response.js";
import { streamName } from "./stream-name.js";

/** @typedef {import("../face/source.js").Source} Source */
/** @typedef {import("../driver/supply.js").Supply} Supply */
/** @typedef {import("../face/settings.js").Settings} Settings */
/** @typedef {import("./inbox.js").Item} Item */

const CLOSED = 2;

/** What was thrown in another page stays there: its text may hold what is nobody else's. @type {Record<string, string>} */
const UNSEEN = { network: "It failed in another page", headers: "It failed in another page", gap: "Events were missed" };

export class SharedDriver {
  /**
   * @param {Source} source
   * @param {string} url
   * @param {Settings} settings
   * @param {Supply} supply
   * @param {string | null} share
   */
  constructor(source, url, settings, supply, share) {
    this.readyState = 0;
    this.lastEventId = settings.lastEventId;
    /** ms: the default of src/reconnection.rs. */
    this.reconnectionTime = settings.reconnect?.minDelay ?? 1000;
    /** False once no other page can be found. */
    this.shared = true;
    this._source = source;
    this._url = url;
    this._settings = settings;
    this._supply = supply;
    this._share = share;
    this._id = `${crypto.getRandomValues(new Uint32Array(4))}`;
    this._name = "";
    this._member = new Member(this._id, this.lastEventId, this.reconnectionTime);
    this._draining = false;
    this._online = true;
    this._inbox = new Inbox(
      (item) => this._take(item),
      (item) => source.pause(item.kind === "events"),
      (full) => this._fall(full),
    );
    /** While the inbox is full. @type {Promise<void> | undefined} */
    this._drained = undefined;
    this._drain = () => {};
    /** Those that are full, while this page holds. @type {Map<string, Promise<unknown>>} */
    this._watched = new Map();
    /** @type {AbortController | undefined} */
    this._asking = undefined;
    this._release = () => {};
    /** @type {BroadcastChannel | undefined} */
    this._channel = undefined;
    /** The one that is shared, and the page's own. @type {(Relay | undefined)[]} */
    this._relays = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._timer = undefined;
    this._io = this._outputs();
    this._onPage = (/** @type {Event} */ { type }) => this._page(type);
  }

  /** Whether the connection is this page's. */
  get holds() {
    return this._member.holds;
  }

  async connect() {
    // So that a page that takes over is ready.
    this._supply.load().catch(() => {});
    this._listen("addEventListener");
    try {
      this._name = await streamName(this._url, this._settings, this._source.headers, this._share);
    } catch {
      this.shared = false;
    }
    this._page("resume");
  }

  reconnect() {
    this._input("reconnect");
  }

  /**
   * @param {boolean} online
   * @param {boolean} active
   */
  page(online, active) {
    this._online = online;
    this._input("wants", active);
  }

  close() {
    if (this.readyState !== CLOSED) {
      this.readyState = CLOSED;
      this._inbox.clear();
      this._input("close");
      this._end();
    }
  }

  /** @param {string} type of an event of the page */
  _page(type) {
    const state = self.document?.visibilityState;
    this._input("looks", state === "visible", state === "hidden");
    if (type === "pagehide" || type === "freeze") this._input("away");
    else if (type !== "visibilitychange" && (this._name || !this.shared)) this._input("back");
  }

  /**
   * @param {string} name of a method of member.js
   * @param {any[]} words
   */
  _input(name, ...words) {
    /** @type {any} */ (this._member)[name](...words);
    if (!this._draining) {
      this._draining = true;
      for (let output; (output = this._member.poll()); ) this._io[output[0]](output[1]);
      this._draining = false;
    }
  }

  /** @returns {Record<string, (argument: any) => void>} by the names that member.js has for them */
  _outputs() {
    /** @param {boolean} own */
    const close = (own) => {
      this._relays[+own]?.close();
      this._relays[+own] = undefined;
    };
    return {
      join: () => {
        if (this.shared) {
          this._channel = new BroadcastChannel(this._name);
          this._channel.onmessage = ({ data }) => this._input("heard", data);
        }
        this._fall(this._inbox.full);
      },
      leave: () => {
        this._fall(false);
        this._channel?.close();
        this._letGo()();
      },
      end: () => {
        // What was told before is heard before.
        setTimeout(this._letGo());
        this._relays = [];
        this._io.wait(0);
        this._io.leave(0);
      },
      tell: (message) => this.shared && this._channel?.postMessage(message),
      ask: () => this._ask(),
      release: () => this._letGo()(),
      connect: (how) => this._open(false, how, () => {
        const behind = [...this._watched.values(), ...(this._drained ? [this._drained] : [])];
        return behind.length > 0 ? Promise.race(behind) : undefined;
      }),
      disconnect: () => {
        this._watched.clear();
        close(false);
      },
      "catch up": (id) => this._open(true, { id, active: true }, () => this._drained),
      "caught up": () => close(true),
      reconnect: () => this._drive((driver) => driver.reconnect()),
      activate: (active) => this._drive((driver) => driver.page(this._online, active)),
      watch: (id) => {
        const gone = this._lock(id, () => {}).finally(() => this._watched.delete(id));
        this._watched.set(id, gone);
      },
      wait: (ms) => {
        clearTimeout(this._timer);
        if (ms) this._timer = setTimeout(() => this._input("timeout"), ms);
      },
      give: (item) => this._inbox.put(item),
    };
  }

  /**
   * The shared connection, and then what it says of itself.
   * @param {(driver: any) => void} action
   */
  _drive(action) {
    const [relay] = this._relays;
    if (relay) {
      action(relay.driver);
      relay.backlog();
    }
  }

  /**
   * @param {string} id of a page; none: the stream's
   * @param {() => any} callback
   * @param {AbortSignal} [signal]
   */
  _lock(id, callback, signal) {
    return navigator.locks.request(`${this._name}${id}`, signal ? { signal } : {}, callback);
  }

  async _ask() {
    const { signal } = (this._asking = new AbortController());
    const grant = () => this._input("granted", Date.now());
    let held = false;
    try {
      if (!this.shared) throw signal;
      await this._lock("", () => {
        held = true;
        const promise = new Promise((/** @type {(value: void) => void} */ resolve) => (this._release = resolve));
        if (signal.aborted) this._release();
        else grant();
        return promise;
      }, signal);
    } catch {
      if (held) {
        this._input("lost");
      } else if (!signal.aborted) {
        // Nobody can be found.
        this.shared = false;
        grant();
      }
    }
  }

  /** @returns what releases the lock, if it is held */
  _letGo() {
    const release = this._release;
    this._release = () => {};
    this._asking?.abort();
    return release;
  }

  /**
   * @param {boolean} own
   * @param {any} how
   * @param {() => Promise<unknown> | undefined} backlog
   */
  _open(own, how, backlog) {
    const relay = new Relay(this._source, (input, ...words) => this._input(input, own, ...words), backlog, how);
    this._relays[+own] = relay;
    const driver = this._supply.driverOf(/** @type {any} */ (relay), this._url, { ...this._settings, lastEventId: how.id });
    relay.driver = driver;
    driver.page(this._online, how.active);
    driver.connect();
  }

  /** @param {Item} item */
  _take({ kind, ready, id, time, text, spans, response, detail, error, controller }) {
    const source = this._source;
    if (this.readyState !== CLOSED) {
      this.readyState = ready;
      this.lastEventId = id;
      this.reconnectionTime = time;
      const whole = heard(response, this._url);
      if (kind === "events") return source.deliver(text, spans);
      if (kind === "open") source.open(whole);
      if (kind === "error") source.error(detail, whole, error ?? (UNSEEN[detail[0]] && new Error(UNSEEN[detail[0]])), controller);
      if (ready === CLOSED) this._end();
    }
  }

  /** @param {boolean} full */
  _fall(full) {
    if (full && !this._drained && this.shared) {
      const drained = new Promise((/** @type {(value: void) => void} */ resolve) => (this._drain = resolve));
      this._drained = drained;
      // Held while it is full: who waits for the lock learns of its end, whatever that is.
      this._lock(this._id, () => {
        if (this._drained === drained) {
          this._input("falls", true);
          return drained;
        }
      }).catch(() => {});
    } else if (!full && this._drained) {
      this._drained = undefined;
      this._drain();
      this._input("falls", false);
    }
  }

  _end() {
    this._listen("removeEventListener");
    this._source.closed();
  }

  /** @param {"addEventListener" | "removeEventListener"} change */
  _listen(change) {
    for (const type of ["pagehide", "pageshow", "freeze", "resume", "visibilitychange"]) {
      // Those of the document bubble up to the window or, where they do not, are heard in between.
      self[change](type, this._onPage, true);
    }
  }
}
