// @ts-check
/**
 * A driver of one connection for all pages: to the source it is like any other. It carries out what
 * member.js decides: a Web Lock says who connects, a BroadcastChannel has what the others hear.
 *
 * The drain law: outputs are carried out one after the other, and an input that comes meanwhile, from a
 * listener, leaves its own to the drain under way.
 */
import { scope } from "../platform/scope.js";
import { nextTask } from "../platform/task.js";
import { Inbox } from "./inbox.js";
import { Member } from "./member.js";
import { Relay } from "./relay.js";
import { heard } from "./response.js";
import { streamName } from "./stream-name.js";

/** @typedef {import("../face/source.js").Source} Source */
/** @typedef {import("../driver/supply.js").Supply} Supply */
/** @typedef {import("../driver/supply.js").Driver} Driver */
/** @typedef {import("../face/settings.js").Settings} Settings */
/** @typedef {import("./inbox.js").Item} Item */

const CLOSED = 2;

export class SharedDriver {
  /**
   * @param {Source} source
   * @param {string} url
   * @param {Settings} settings
   * @param {Supply} supply
   * @param {string | undefined} share
   */
  constructor(source, url, settings, supply, share) {
    this.readyState = 0;
    this.lastEventId = settings.lastEventId;
    /** ms: the default of src/reconnection.rs. */
    this.reconnectionTime = settings.reconnect?.minDelay ?? 1000;
    this._source = source;
    this._url = url;
    this._settings = settings;
    this._supply = supply;
    this._share = share;
    this._id = `${crypto.getRandomValues(new Uint32Array(4))}`;
    this._name = "";
    this._member = new Member(this._id, this.lastEventId, this.reconnectionTime);
    this._draining = false;
    /** A connection of its own, where there can be no other. @type {Driver | undefined} */
    this._alone = undefined;
    this._online = this._wants = true;
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
    /** @type {Relay | undefined} */
    this._relay = undefined;
    /** @type {Relay | undefined} */
    this._catching = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._timer = undefined;
    this._io = this._outputs();
    /** @param {Event} event */
    this._onPage = ({ type }) => {
      this._page(type);
    };
  }

  /** Whether it takes part; false: its connection is its own. */
  get shared() {
    return !this._alone;
  }

  /** Whether the connection is this page's. */
  get holds() {
    return !this.shared || this._member.holds;
  }

  async connect() {
    // So that a page that takes over is ready.
    this._supply.load().catch(() => {});
    this._listen("addEventListener");
    try {
      this._name = await streamName(this._url, this._settings, this._source.headers, this._share);
      this._page("pageshow");
    } catch {
      this._separate();
    }
  }

  reconnect() {
    if (this._alone) this._alone.reconnect();
    else this._handle(() => this._member.reconnect());
  }

  /**
   * @param {boolean} online
   * @param {boolean} active
   */
  page(online, active) {
    this._online = online;
    this._wants = active;
    if (this._alone) this._alone.page(online, active);
    else this._handle(() => this._member.wants(active));
  }

  close() {
    if (this._alone) {
      this._alone.close();
      this._follow(this._alone);
    } else if (this.readyState !== CLOSED) {
      this.readyState = CLOSED;
      this._inbox.clear();
      this._handle(() => this._member.close());
      this._end();
    }
  }

  /** @param {string} type of an event of the page */
  _page(type) {
    const state = scope.document?.visibilityState;
    this._handle(() => {
      const member = this._member;
      member.looks(state === "visible", state === "hidden");
      if (type === "pagehide" || type === "freeze") member.away();
      else if (this._name && type !== "visibilitychange") member.back();
    });
  }

  /** @param {() => void} input */
  _handle(input) {
    input();
    if (!this._draining) {
      this._draining = true;
      for (let output; (output = this._member.poll()); ) {
        this._io[output[0]](output[1]);
      }
      this._draining = false;
    }
  }

  /** @returns {Record<string, (argument: any) => void>} by the names that member.js has for them */
  _outputs() {
    const member = this._member;
    return {
      join: () => {
        const channel = new BroadcastChannel(this._name);
        channel.onmessage = ({ data }) => this._handle(() => member.heard(data));
        this._channel = channel;
        if (this._inbox.full) this._fall(true);
      },
      leave: () => {
        this._fall(false);
        this._channel?.close();
        this._channel = undefined;
        this._letGo()();
      },
      end: () => {
        const release = this._letGo();
        // What was told before is heard before.
        nextTask().then(release);
        this._io.wait(0);
        this._io.leave(undefined);
      },
      tell: (message) => this._channel?.postMessage(message),
      ask: () => this._ask(),
      release: () => this._letGo()(),
      connect: (how) => this._connect(how),
      disconnect: () => {
        this._relay?.close();
        this._relay = undefined;
        this._watched.clear();
      },
      reconnect: () => {
        this._relay?.driver.reconnect();
        this._relay?.backlog();
      },
      activate: (active) => {
        this._relay?.driver.page(this._online, active);
        this._relay?.backlog();
      },
      watch: (id) => {
        const gone = this._locks.request(`${this._name} ${id}`, () => {}).finally(() => this._watched.delete(id));
        this._watched.set(id, gone);
      },
      wait: (ms) => {
        clearTimeout(this._timer);
        this._timer = ms ? setTimeout(() => this._handle(() => member.timeout()), ms) : undefined;
      },
      give: (item) => this._inbox.put(item),
      "catch up": (id) => this._catchUp(id),
      "caught up": () => {
        this._catching?.close();
        this._catching = undefined;
      },
    };
  }

  /** @returns {LockManager} */
  get _locks() {
    return navigator.locks;
  }

  _ask() {
    const asking = new AbortController();
    const { signal } = asking;
    this._asking = asking;
    let granted = false;
    this._locks
      .request(this._name, { signal }, () => {
        granted = true;
        /** @type {Promise<void>} */
        const held = new Promise((resolve) => (this._release = resolve));
        if (signal.aborted) this._release();
        else this._handle(() => this._member.granted(Date.now()));
        return held;
      })
      .catch(() => {
        if (signal.aborted) return;
        if (granted) this._handle(() => this._member.lost());
        else this._separate();
      });
  }

  /** @returns what releases the lock, if it is held */
  _letGo() {
    const release = this._release;
    this._release = () => {};
    this._asking?.abort();
    return release;
  }

  /** @param {any} how */
  _connect(how) {
    const member = this._member;
    const ear = {
      requests: (/** @type {number} */ attempt, /** @type {number | undefined} */ status) => this._handle(() => member.requests(attempt, status)),
      open: (/** @type {any} */ response, /** @type {any} */ told) => this._handle(() => member.opened(response, told)),
      events: (/** @type {import("./recent.js").Events} */ events, /** @type {Driver} */ driver) =>
        this._handle(() => member.receives(events, driver.lastEventId, driver.reconnectionTime)),
      error: (/** @type {any[]} */ detail, /** @type {boolean} */ closed, /** @type {any} */ response, /** @type {any} */ told, /** @type {any} */ more) =>
        this._handle(() => member.fails(detail, closed, response, told, more)),
      settle: (/** @type {Driver} */ driver) => this._handle(() => member.settles(driver.readyState, driver.lastEventId, driver.reconnectionTime)),
      backlog: () => {
        const behind = [...this._watched.values(), ...(this._drained ? [this._drained] : [])];
        return behind.length > 0 ? Promise.race(behind) : undefined;
      },
    };
    this._relay = this._open(new Relay(this._source, ear, how), how.id, how.active);
  }

  /** @param {string} id the last event ID */
  _catchUp(id) {
    const member = this._member;
    const ear = {
      requests: () => {},
      open: (/** @type {any} */ response) => this._handle(() => member.ownOpened(response)),
      events: (/** @type {import("./recent.js").Events} */ events, /** @type {Driver} */ driver) =>
        this._handle(() => member.ownReceives(events, driver.lastEventId)),
      error: (/** @type {any[]} */ detail, /** @type {boolean} */ closed, /** @type {any} */ response, /** @type {any} */ _, /** @type {any} */ more) =>
        this._handle(() => member.ownFails(detail, closed, { ...more, response })),
      settle: () => {},
      backlog: () => this._drained,
    };
    this._catching = this._open(new Relay(this._source, ear, { attempts: 0, status: undefined, first: false }), id, true);
  }

  /**
   * @param {Relay} relay
   * @param {string} lastEventId
   * @param {boolean} active
   */
  _open(relay, lastEventId, active) {
    const driver = this._supply.driverOf(/** @type {any} */ (relay), this._url, { ...this._settings, lastEventId });
    relay.driver = driver;
    driver.page(this._online, active);
    driver.connect();
    return relay;
  }

  /** @param {Item} item */
  _take(item) {
    const source = this._source;
    const { kind, ready, response, detail, error, controller } = item;
    if (this.readyState === CLOSED) return;
    this.readyState = ready;
    this.lastEventId = item.id;
    this.reconnectionTime = item.time;
    // Told by another page, it is no Response.
    const whole = Array.isArray(response?.headers) ? heard(response, this._url) : response;
    if (kind === "events") {
      return source.deliver(item.text, item.spans);
    }
    if (kind === "open") {
      source.open(whole);
    } else if (kind === "error") {
      source.error(detail, whole, error ?? (UNSEEN[detail[0]] && new Error(UNSEEN[detail[0]])), controller);
      if (ready === CLOSED) this._end();
    }
  }

  /** @param {boolean} full */
  _fall(full) {
    const falls = (/** @type {boolean} */ full) => this._handle(() => this._member.falls(full));
    if (full && !this._drained) {
      const drained = new Promise((/** @type {(value: void) => void} */ resolve) => (this._drain = resolve));
      this._drained = drained;
      // Held while it is full: who waits for the lock learns of its end, whatever that is.
      this._locks
        .request(`${this._name} ${this._id}`, () => {
          if (this._drained !== drained) return;
          falls(true);
          return drained;
        })
        .catch(() => {});
    } else if (!full && this._drained) {
      this._drained = undefined;
      this._drain();
      falls(false);
    }
  }

  /** Nobody can be found: it is on its own. */
  _separate() {
    if (this.readyState !== CLOSED) {
      this._handle(() => this._member.close());
      this._listen("removeEventListener");
      const driver = this._supply.driverOf(this._source, this._url, this._settings);
      this._alone = driver;
      this._follow(driver);
      driver.page(this._online, this._wants);
      driver.connect();
    }
  }

  /** @param {Driver} driver */
  _follow(driver) {
    for (const name of /** @type {const} */ (["readyState", "lastEventId", "reconnectionTime"])) {
      Object.defineProperty(this, name, { get: () => driver[name], configurable: true });
    }
  }

  _end() {
    this._listen("removeEventListener");
    this._source.closed();
  }

  /** @param {"addEventListener" | "removeEventListener"} change */
  _listen(change) {
    for (const type of ["pagehide", "pageshow"]) scope[change]?.(type, this._onPage);
    for (const type of ["freeze", "resume", "visibilitychange"]) scope.document?.[change](type, this._onPage);
  }
}

/**
 * What was thrown stays where it was: its text may hold what is nobody else's.
 * @type {Record<string, string>}
 */
const UNSEEN = {
  network: "The connection, which another page has, failed",
  headers: "The request, which another page makes, cannot be made",
  gap: "Events were missed while this page did not listen",
};
