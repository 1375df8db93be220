// @ts-check
/**
 * One page's part in a stream that is shared, without I/O: a machine of inputs, its methods, and outputs,
 * which are taken with `poll()` after each, until there is none.
 *
 * Here is what comes of a connection and of the others; candidate.js has who holds it, follower.js what
 * the page receives.
 */
import { Candidate } from "./candidate.js";

/** @typedef {import("./candidate.js").Message} Message */
/** @typedef {import("./recent.js").Events} Events */

export class Member extends Candidate {
  /**
   * @param {string} id
   * @param {string} lastEventId
   * @param {number} time
   */
  constructor(id, lastEventId, time) {
    super(id, lastEventId, time);
    /** Its queue is at the bound. */
    this._full = false;
  }

  /** @param {boolean} full */
  falls(full) {
    this._full = full;
    this._tellFull();
  }

  reconnect() {
    if (this._holding) this._out("reconnect");
    else this._tell("reconnect");
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
      this._shared.attempts = attempt;
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
      Object.assign(this._shared, { ready: 1, response: told, status: undefined });
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
      this._shared.time = time;
      this._tell("events", { place: this._recent._place, id, time, ...events });
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
    const { _shared: shared } = this;
    if (!own && (ready !== shared.ready || id !== this._recent._id || time !== shared.time)) {
      this._learn(id, { ...shared, ready, time });
      this._tellState();
    }
  }

  /**
   * @param {boolean} own
   * @param {any[]} detail
   * @param {any} told of the response to the others
   * @param {any} more what only this page is given
   */
  fails(own, detail, told, more) {
    if (!own) {
      // What was thrown may hold what is nobody else's: only that something was is told.
      this._tell("error", { detail, response: told, thrown: more.error !== undefined });
      this._fail(detail, more);
    } else {
      const refused = detail[2] === undefined;
      // What was not heard will not be.
      this._give("error", { ...more, detail: refused ? ["gap", detail[1], 0] : detail }, 0);
      if (refused) this._rejoin(this._recent._kept);
    }
  }

  /**
   * @param {any[]} detail
   * @param {any} more
   */
  _fail(detail, more) {
    const { response } = more;
    const closed = detail[2] === undefined;
    this._shared.ready = closed ? 2 : 0;
    this._shared.attempts = detail[1];
    this._shared.status = response && response.status;
    if (closed) this._caughtUp();
    if (!this._catching) this._give("error", { ...more, detail }, this._shared.ready);
    if (closed) this._end();
  }

  // The others.

  /** @param {Message} message of another page, or whatever a script of the origin says there */
  heard(message) {
    const { kind, from, epoch, detail } = message || {};
    if (!this._present) {
      return;
    }
    if (kind === "here" || kind === "leave") {
      if (kind === "here") this._others.set(from, message);
      else this._others.delete(from);
      if (this._holding) this._changed(message.ask || message.visible);
      if (message.ask) {
        if (this._holding) this._tellState();
        else this._here(false);
      }
      this._yield();
    } else if (kind === "state") {
      this._hearState(message);
    } else if (kind === "reconnect" || kind === "full") {
      if (this._holding) this._out(kind, from);
    } else if (!this._holding) {
      // Of another tenure, or from where it is nobody knows.
      if (this._stale || epoch !== this._epoch) return;
      if (kind === "error") this._fail(detail, message);
      else this._hearEvents(message);
    } else if (kind === "error" && epoch === this._before && detail[2] === undefined) {
      // Told before the lock was let go, heard after: the stream is refused, and this tenure is one too many.
      this._tell(kind, { detail, response: message.response, thrown: message.thrown });
      this._lose();
      this._fail(detail, message);
    }
  }

  /** @param {Message} message */
  _hearState(message) {
    const { epoch, id, connection } = message;
    const isNew = epoch > this._epoch;
    if (epoch >= this._epoch) {
      this.lost();
      if (isNew) this._enter(epoch);
      this._meetHolder(message, isNew);
      if (isNew) {
        this._passed = false;
        this._here(false);
        this._tellFull();
      }
      this._learn(id, connection);
    }
  }

  /** @param {Message} message */
  _hearEvents(message) {
    const { place, id, time } = message;
    this._shared.time = time;
    if (place !== this._recent._place) {
      this._gap(this._line, place);
      this._show();
    }
    this._take(message, id);
  }

  _tellFull() {
    if (this._full && !this._holding) this._tell("full");
  }
}
