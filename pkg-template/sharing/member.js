// @ts-check
/**
 * One page's part in a stream that is shared, without I/O: who holds the connection, who hears it, what a
 * page has received and what it lacks.
 *
 * ```text
 *            granted                        lock lost, hand-over
 *   Waiting ────────▶ Holding [connect] ──────────────────────────▶ Waiting
 *      │ ▲                │ away [disconnect, release]
 *      │ └── back ── Away ◀──────────┐
 *      └──────── away ──────────────▶┘        any ── close, fatal error ──▶ Ended
 * ```
 *
 * Inputs are the methods; outputs are taken with `poll()` after each, until there is none.
 *
 * Laws
 * - Who connects holds the lock. A holder that hears of a later one disconnects.
 * - Every tenure of a holder has an epoch, later ones a greater one; what comes of an earlier one is
 *   ignored. Every event has a position on a line: a line is numbered from where a connection began that
 *   knew of no earlier one.
 * - A new holder resumes where it is itself. Who is ahead of it drops what it has from the replay; who is
 *   behind it, or on another line, has a gap.
 * - A gap is told, by an error event of its own reason, and made up for by a connection of the page's own
 *   from its last event ID until that meets the shared stream: the others are not disturbed, and nobody
 *   has to remember for how long somebody was away.
 * - What the page is given is in order, and each event once: `own` is the last event ID of it.
 */
import { Recent, count, eventIds, rest } from "./recent.js";

/** ms that a holder is hidden before a visible page takes over: the browsers' throttling begins later. */
export const HIDDEN = 5000;

/** No ID has a line feed. */
const UNKNOWN = "\n";

/** @typedef {import("./recent.js").Events} Events */
/** @typedef {any} Message from, epoch, and what its kind has besides */
/** @typedef {{ visible: boolean, active: boolean, epoch: number }} Other */

export class Member {
  /**
   * @param {string} id of this page alone
   * @param {string} lastEventId the initial one
   * @param {number} time the initial reconnection time
   */
  constructor(id, lastEventId, time) {
    this._name = id;
    /** @type {[name: string, argument?: any][]} */
    this._outputs = [];
    this._ended = this._present = this._holding = false;
    /** The page is neither hidden nor a worker; is hidden; wants a connection. */
    this._visible = this._hidden = false;
    this._active = true;
    /** @type {Map<string, Other>} */
    this._others = new Map();
    this._epoch = this._before = 0;
    /** 0: it never had a position. */
    this._line = 0;
    this._recent = new Recent(0, lastEventId);
    /** Its position may have been passed while it did not listen. */
    this._stale = true;
    /** Where the others are, while it is stale. @type {Message | undefined} */
    this._elsewhere = undefined;
    this._own = lastEventId;
    this._catching = false;
    /** IDs of events that will come again. @type {string[]} */
    this._skip = [];
    /** The shared connection's. */
    this._ready = 0;
    this._time = time;
    /** @type {any} */
    this._response = undefined;
    this._attempts = 0;
    /** @type {number | undefined} */
    this._status = undefined;
    /** The readyState that the page was given. */
    this._shown = 0;
    /** It has let a visible page go first, in this tenure. */
    this._passed = false;
    this._overdue = false;
    this._full = false;
  }

  /** @returns {[name: string, argument?: any] | undefined} */
  poll() {
    return this._outputs.shift();
  }

  get holds() {
    return this._holding;
  }

  // The page.

  /** It can listen: at first, and from the back/forward cache. */
  back() {
    if (!this._present && !this._ended) {
      this._present = true;
      this._out("join");
      this._out("ask");
      this._here(true);
    }
  }

  /** It will not run for a while, or never again. */
  away() {
    if (this._present) {
      if (this._catching) {
        // Nobody knows where on the line that is.
        this._line = -1;
      }
      this._leave();
      this._stale = true;
      this._elsewhere = undefined;
      this._ready = 0;
      this._show();
    }
  }

  /**
   * @param {boolean} visible
   * @param {boolean} hidden
   */
  looks(visible, hidden) {
    this._visible = visible;
    if (hidden !== this._hidden) {
      this._hidden = hidden;
      this._watchHidden();
    }
    this._changed();
  }

  /** @param {boolean} active false: it wants no connection for itself */
  wants(active) {
    this._active = active;
    this._changed();
  }

  /** The time of the output "wait" is over. */
  timeout() {
    this._overdue = true;
    this._yield();
  }

  reconnect() {
    if (this._holding) {
      this._out("reconnect");
    } else {
      this._tell("reconnect");
    }
  }

  /** @param {boolean} full whether its queue is at the bound */
  falls(full) {
    this._full = full;
    this._tellFull();
  }

  close() {
    if (!this._ended) {
      this._leave();
      this._end();
    }
  }

  // The lock.

  /** @param {number} now ms, greater than that of any tenure that this page does not know of */
  granted(now) {
    if (!this._present) {
      this._out("release");
    } else if (!this._visible && !this._passed && this._someoneVisible()) {
      this._pass();
    } else {
      this._holding = true;
      this._before = this._epoch;
      this._epoch = Math.max(this._epoch + 1, now);
      this._ready = 0;
      if (this._stale && this._elsewhere) {
        this._adopt(this._elsewhere);
      }
      if (this._line <= 0 || !this._recent.id) {
        // From no ID nothing is told again: another line begins.
        this._stand({ line: this._epoch, place: 0, id: this._own });
        this._meet();
      }
      this._stale = false;
      this._tellState();
      this._show();
      const { _attempts: attempts, _status: status } = this;
      this._out("connect", { id: this._recent.id, first: attempts === 0 && this._line === this._epoch, attempts, status, active: this._wanted() });
      this._watchHidden();
    }
  }

  /** Somebody took it away. */
  lost() {
    if (this._holding) {
      this._lose();
      this._out("ask");
    }
  }

  // A connection: the one that it holds, or its own, by which it catches up.

  /**
   * @param {boolean} own
   * @param {number} attempt
   * @param {number | undefined} status of the response before
   */
  requests(own, attempt, status) {
    if (own) return;
    if (this._someoneVisible() && (this._overdue || (status === 401 && !this._visible))) {
      this._handOver();
    } else {
      this._attempts = attempt;
    }
  }

  /**
   * @param {boolean} own
   * @param {any} response
   * @param {any} told of it to the others
   */
  opened(own, response, told) {
    if (own) {
      this._give("open", { response }, 1);
    } else {
      this._ready = 1;
      this._status = undefined;
      this._response = told;
      this._tellState();
      this._show(response);
      this._yield();
    }
  }

  /**
   * @param {boolean} own
   * @param {Events} events
   * @param {string} id
   * @param {number} time
   */
  receives(own, events, id, time) {
    if (own) {
      this._own = id;
      this._give("events", events);
      this._meet();
    } else {
      this._time = time;
      this._tell("events", { place: this._recent.place, id, time, ...events });
      this._take(events, id);
    }
  }

  /**
   * What it says of itself, between events.
   * @param {boolean} own
   * @param {number} ready
   * @param {string} id
   * @param {number} time
   */
  settles(own, ready, id, time) {
    if (!own && (ready !== this._ready || id !== this._recent.id || time !== this._time)) {
      this._ready = ready;
      this._learn(id, time);
      this._tellState();
      this._show();
    }
  }

  /**
   * @param {boolean} own
   * @param {any[]} detail
   * @param {any} told of the response to the others
   * @param {any} more what only this page is given
   */
  fails(own, detail, told, more) {
    const closed = detail[2] === undefined;
    if (!own) {
      this._tell("error", { detail, response: told });
      this._fail(detail, more);
    } else if (closed) {
      // The gap was told.
      this._rejoin(this._recent.kept);
    } else {
      this._give("error", { detail, ...more }, 0);
    }
  }

  // The others.

  /** @param {Message} message */
  heard(message) {
    const { kind, from, epoch } = message;
    if (!this._present) {
      return;
    }
    if (kind === "here") {
      const { visible, active } = message;
      this._others.set(from, { visible, active, epoch });
      if (message.line && !(this._elsewhere && this._elsewhere.epoch > epoch)) {
        this._elsewhere = message;
      }
      if (message.ask) {
        if (this._holding) this._tellState();
        else this._here(false);
      }
      this._wake();
      this._yield();
    } else if (kind === "leave") {
      this._others.delete(from);
      this._wake();
    } else if (kind === "full") {
      if (this._holding) this._out("watch", from);
    } else if (kind === "reconnect") {
      if (this._holding) this._out("reconnect");
    } else if (kind === "state") {
      this._hearState(message);
    } else if (!this._stale && epoch === this._epoch && !this._holding) {
      if (kind === "error") {
        this._fail(message.detail, message);
      } else {
        this._time = message.time;
        if (message.place !== this._recent.place) {
          this._gap(message, UNKNOWN);
          this._show();
        }
        this._take(message, message.id);
      }
    } else if (kind === "error" && message.detail[2] === undefined && this._holding && epoch === this._before) {
      // Told before the lock was let go, heard after: the stream is refused, and this tenure is one too many.
      this._tell(kind, { detail: message.detail, response: message.response });
      this._lose();
      this._fail(message.detail, message);
    }
  }

  /** @param {Message} message */
  _hearState(message) {
    const { epoch, place, line } = message;
    if (epoch < this._epoch) {
      return;
    }
    const isNew = epoch > this._epoch;
    this.lost();
    this._before = isNew ? this._epoch : this._before;
    this._epoch = epoch;
    if (this._stale) {
      this._adopt(message);
    } else if (this._catching && isNew) {
      this._stand(message);
      this._meet();
    } else if (isNew) {
      this._follow(message);
    } else if (place !== this._recent.place || line !== this._line) {
      this._gap(message, message.id);
    }
    if (isNew) {
      this._passed = false;
      this._here(false);
      this._tellFull();
    }
    this._ready = message.ready;
    this._response = message.response;
    this._attempts = message.attempts;
    this._status = message.status;
    this._learn(message.id, message.time);
    this._show();
  }

  // Where it is.

  /**
   * A position where it had none, or may have missed some.
   * @param {Message} position
   */
  _adopt(position) {
    const { _line: line, _recent: recent } = this;
    this._stale = false;
    if (line === 0) {
      this._stand(position);
      this._catchUp();
    } else if (line !== position.line || recent.place !== position.place) {
      this._gap(position, position.id);
    }
  }

  /**
   * The next holder resumes there.
   * @param {Message} position
   */
  _follow({ line, place, id }) {
    const heard = line === this._line && place <= this._recent.place ? this._recent.since(place) : undefined;
    if (heard) {
      // Without an ID of its own an event is told again, if at all: better than never.
      this._skip = [...new Set([...heard, ...this._skip])].filter((known) => known !== id);
      if (heard.length > 0) this._stand({ line, place, id });
    } else if (!this._own) {
      // As after any loss of a connection that has no IDs.
      this._stand({ line, place, id });
    } else {
      this._gap({ line, place }, id);
    }
  }

  /** @param {{ line?: number, place?: number, id?: string }} position */
  _stand({ line = this._line, place = 0, id = "" }) {
    this._line = line;
    this._recent = new Recent(place, id);
  }

  /**
   * @param {{ line?: number, place?: number }} position
   * @param {string} id
   */
  _gap({ line, place }, id) {
    this._stand({ line, place, id });
    this._skip = [];
    this._give("error", { detail: ["gap", this._attempts, 0, false] }, 0);
    this._catchUp();
  }

  _catchUp() {
    const { _own: own } = this;
    if (own && own !== this._recent.id) {
      if (!this._catching) this._out("catch up", own);
      this._catching = true;
    } else {
      this._own = this._recent.id;
    }
  }

  /** Whether its own connection is where the shared stream goes on. */
  _meet() {
    const events = this._catching && this._recent.after(this._own);
    if (events) {
      this._rejoin(events);
    }
  }

  /** @param {Events[]} events of the shared stream */
  _rejoin(events) {
    this._catching = false;
    this._out("caught up");
    if (this._ready === 1) this._show();
    for (const some of events) {
      this._own = /** @type {string} */ (eventIds(some).pop());
      this._give("events", some);
    }
    this._own = this._recent.id;
    this._show();
  }

  /**
   * @param {Events} events
   * @param {string} id
   */
  _take({ text, spans }, id) {
    const events = { text, spans };
    this._recent.add(events, id);
    if (this._catching) {
      this._meet();
      return;
    }
    let known = 0;
    for (const heard of this._skip.length > 0 ? eventIds(events) : []) {
      const place = this._skip.indexOf(heard);
      if (place < 0) {
        this._skip = [];
        break;
      }
      this._skip.splice(0, place + 1);
      known += 1;
    }
    if (known < count(events)) {
      this._own = id;
      this._give("events", known > 0 ? rest(events, known) : events);
    }
  }

  /**
   * @param {any[]} detail
   * @param {any} more
   */
  _fail(detail, more) {
    const closed = detail[2] === undefined;
    this._ready = closed ? 2 : 0;
    this._attempts = detail[1];
    this._status = more.response?.status;
    if (closed && this._catching) {
      this._catching = false;
      this._out("caught up");
    }
    if (!this._catching) {
      this._give("error", { ...more, detail }, this._ready);
    }
    if (closed) {
      this._end();
    }
  }

  /**
   * @param {string} id
   * @param {number} time
   */
  _learn(id, time) {
    this._time = time;
    this._recent.id = id;
    if (!this._catching && this._skip.length === 0) this._own = id;
  }

  // What the page is given.

  /** @param {any} [response] */
  _show(response = this._response) {
    if (!this._catching && !this._ended) {
      const opens = this._ready === 1 && this._shown !== 1;
      this._give(opens ? "open" : "state", opens ? { response } : {}, this._ready);
    }
  }

  /**
   * @param {string} kind
   * @param {any} content
   * @param {number} [ready]
   */
  _give(kind, content, ready = this._shown) {
    this._shown = ready;
    this._out("give", { ...content, kind, ready, id: this._own, time: this._time });
  }

  // Who holds it.

  _someoneVisible() {
    return [...this._others.values()].some(({ visible, epoch }) => visible && epoch === this._epoch);
  }

  _pass() {
    this._passed = true;
    this._out("release");
    this._out("ask");
  }

  _handOver() {
    this._lose();
    this._pass();
  }

  /** A visible page can do better. */
  _yield() {
    if (this._holding && this._overdue && this._ready === 1 && this._someoneVisible()) {
      this._handOver();
    }
  }

  _lose() {
    this._holding = this._overdue = false;
    this._out("wait", 0);
    this._out("disconnect");
    this._out("release");
  }

  _watchHidden() {
    this._overdue = false;
    if (this._holding) {
      this._out("wait", this._hidden ? HIDDEN : 0);
    }
  }

  _wanted() {
    return this._active || [...this._others.values()].some(({ active, epoch }) => active && epoch >= this._before);
  }

  _wake() {
    if (this._holding) this._out("activate", this._wanted());
  }

  _changed() {
    if (this._holding) this._wake();
    else this._here(false);
  }

  _leave() {
    if (this._present) {
      this._tell("leave");
      if (this._holding) this._lose();
      if (this._catching) this._out("caught up");
      this._catching = this._present = false;
      this._out("leave");
    }
  }

  _end() {
    this._ended = true;
    this._present = this._holding = false;
    this._out("end");
  }

  // What is told.

  /** @param {boolean} ask */
  _here(ask) {
    const { _visible: visible, _active: active } = this;
    const position = this._stale || this._catching ? {} : { line: this._line, place: this._recent.place, id: this._recent.id };
    this._tell("here", { ask, visible, active, ...position });
  }

  _tellFull() {
    if (this._full && !this._holding) this._tell("full");
  }

  _tellState() {
    const { _line: line, _ready: ready, _time: time, _response: response, _attempts: attempts, _status: status } = this;
    const { place, id } = this._recent;
    this._tell("state", { line, place, id, ready, time, response, attempts, status });
  }

  /**
   * @param {string} kind
   * @param {Record<string, any>} [content]
   */
  _tell(kind, content) {
    if (this._present) this._out("tell", { kind, from: this._name, epoch: this._epoch, ...content });
  }

  /**
   * @param {string} name
   * @param {any} [argument]
   */
  _out(name, argument) {
    this._outputs.push([name, argument]);
  }
}
