// @ts-check
/**
 * A driver of one connection for all pages: to the source it is like any other. It carries out what
 * member.js decides: a Web Lock says who connects, a BroadcastChannel has what the others hear.
 *
 * The drain law: outputs are carried out one after the other, and an input that comes meanwhile, from a
 * listener, leaves its own to the drain under way.
 */
import { Inbox } from "./inbox.js";
import { lifecycle } from "./lifecycle.js";
import { Locks } from "./locks.js";
import { Member } from "./member.js";
import { relay } from "./relay.js";
import { reported } from "./reported.js";
import { heard } from "./response.js";
import { streamName } from "./stream-name.js";

/** @typedef {import("../face/source.js").Source} Source */
/** @typedef {import("../driver/supply.js").Supply} Supply */
/** @typedef {import("../face/settings.js").Settings} Settings */
/** @typedef {import("./inbox.js").Item} Item */

const CLOSED = 2;

export class SharedDriver {
  /**
   * @param {Source} source
   * @param {string} url
   * @param {Settings} settings
   * @param {Supply} supply
   * @param {string | null} share
   */
  constructor(source, url, settings, supply, share) {
    const { lastEventId, reconnect } = settings;
    this.readyState = 0;
    this.lastEventId = lastEventId;
    /** ms: the default of src/reconnection.rs. */
    this.reconnectionTime = (reconnect && reconnect.minDelay) || 1000;
    /** False once no other page can be found. */
    this.shared = true;
    this.share = share;
    /** Whether the connection is this page's, and how many pages share it. */
    this.holds = false;
    this.sharers = 1;
    this._source = source;
    this._url = url;
    this._settings = settings;
    this._supply = supply;
    this._member = new Member(`${crypto.getRandomValues(new Uint32Array(4))}`, lastEventId, this.reconnectionTime);
    this._locks = new Locks();
    this._inbox = new Inbox(
      (item) => reported(() => this._take(item)),
      (item) => source.pause(item.kind === "events"),
      (full) => this._fall(full),
    );
    this._draining = false;
    this._online = true;
    this._presence = 2;
    /** @type {BroadcastChannel | undefined} */
    this._channel = undefined;
    /** The one that is shared, and the page's own. @type {(import("./relay.js").Relay | undefined)[]} */
    this._relays = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this._timer = undefined;
    this._io = this._outputs();
    this._lifecycle = lifecycle(this._input.bind(this));
  }

  async connect() {
    // So that a page that takes over is ready.
    this._supply.load().catch(() => {});
    this._lifecycle._listen("addEventListener");
    try {
      this._locks._name = await streamName(this._url, this._settings, this._source.headers, this.share);
    } catch {
      this.shared = false;
    }
    this._lifecycle._begin();
  }

  reconnect() {
    this._input("reconnect");
  }

  /**
   * @param {boolean} online
   * @param {number} presence
   */
  page(online, presence) {
    this._online = online;
    this._presence = presence;
    this._input("wants", presence > 0);
    // What the others want is not its affair.
    const own = this._relays[1];
    if (own) this._tellPage(own.driver, true);
  }

  /**
   * @param {any} driver
   * @param {boolean} active whether anybody wants its connection
   */
  _tellPage(driver, active) {
    driver.page(this._online, active ? this._presence || 1 : 0);
  }

  close() {
    if (this.readyState !== CLOSED) {
      this.readyState = CLOSED;
      this._inbox._clear();
      this._input("close");
      this._end();
    }
  }

  /**
   * @param {string} name of a method of member.js
   * @param {any[]} words
   */
  _input(name, ...words) {
    /** @type {any} */ (this._member)[name](...words);
    if (!this._draining) {
      this._draining = true;
      for (let output; (output = this._member.poll()); ) reported(() => this._io[output[0]](output[1]));
      this._draining = false;
      reported(() => this._tellSharing());
    }
  }

  _tellSharing() {
    const { holds, sharers } = this._member;
    if (holds !== this.holds || sharers !== this.sharers) {
      this.holds = holds;
      this.sharers = sharers;
      if (this.readyState !== CLOSED) this._source.target.dispatchEvent(new Event("sharing"));
    }
  }

  /** @returns {Record<string, (argument?: any) => void>} by the names that member.js has for them */
  _outputs() {
    const { _locks: locks, _relays: relays } = this;
    const input = this._input.bind(this);
    const letGo = () => locks._letGo();
    const refuse = () => (this.shared = false);
    const io = {
      join: () => {
        try {
          if (this.shared) {
            this._channel = new BroadcastChannel(locks._name);
            this._channel.onmessage = ({ data }) => input("heard", data);
          }
        } catch {
          refuse();
          locks._name = "";
        }
        this._fall(this._inbox._full);
      },
      leave: () => {
        this._fall(false);
        if (this._channel) this._channel.close();
        this._channel = undefined;
        letGo();
      },
      end: () => {
        // What was told before is heard before: by way of the locks there and back, since a hidden page's timers are slow.
        const { _letGo } = locks;
        locks._request("/end", {}, _letGo).catch(_letGo);
        locks._letGo = () => {};
        relays.length = 0;
        io.wait(0);
        io.leave();
      },
      tell: (/** @type {any} */ message) => this._channel && this._channel.postMessage(message),
      ask: () => {
        const refused = () => {
          refuse();
          // Without a channel, and without those who were heard on it: they have no lock either.
          input("away");
          input("back");
        };
        locks._ask(() => input("granted", Date.now()), () => input("lost"), refused);
      },
      release: letGo,
      connect: (/** @type {any} */ how) => {
        const { own, id, active, first } = how;
        // Asked for anew: what the constructor has read is old.
        if (!first) this._source.setHeaders(this._source.headers);
        const backlog = () => locks._drained || (own ? undefined : locks._othersDrained);
        const made = relay(this._source, (name, ...words) => input(name, own, ...words), backlog, how);
        const driver = this._supply.driverOf(/** @type {any} */ (made), this._url, { ...this._settings, lastEventId: id });
        relays[+own] = made;
        made.driver = driver;
        this._tellPage(driver, active);
        driver.connect();
      },
      disconnect: (/** @type {boolean} */ own) => {
        const gone = relays[+own];
        relays[+own] = undefined;
        if (gone) gone.close();
      },
      reconnect: () => this._drive((driver) => driver.reconnect()),
      activate: (/** @type {boolean} */ active) => this._drive((driver) => this._tellPage(driver, active)),
      full: () => locks._watch(),
      wait: (/** @type {number} */ ms) => {
        clearTimeout(this._timer);
        if (ms) this._timer = setTimeout(() => input("timeout"), ms);
      },
      give: (/** @type {Item} */ item) => this._inbox._put(item),
    };
    return io;
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

  /** @param {Item} item */
  _take({ kind, ready, id, time, text, spans, response, detail, error, thrown, controller }) {
    const source = this._source;
    if (this.readyState !== CLOSED) {
      this.readyState = ready;
      this.lastEventId = id;
      this.reconnectionTime = time;
      if (kind === "events") return source.deliver(text, spans);
      try {
        const whole = heard(response, this._url);
        if (kind === "open") source.open(whole);
        if (kind === "error") {
          const unseen = detail[0] === "gap" ? "Events were missed" : thrown && "Another page failed";
          source.error(detail, whole, error ?? (unseen ? new Error(unseen) : undefined), controller);
        }
      } finally {
        if (ready === CLOSED) this._end();
      }
    }
  }

  /** @param {boolean} full */
  _fall(full) {
    this._locks._fall(full, (full) => this._input("falls", full));
  }

  _end() {
    this._lifecycle._listen("removeEventListener");
    this._source.closed();
  }
}
