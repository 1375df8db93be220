// @ts-check
/**
 * What a page receives of the shared stream and what it lacks, without I/O. The page that holds the
 * connection follows it like every other.
 *
 * - Every event has a position on a line: a line is numbered from where a connection began that knew of no
 *   earlier one.
 * - A new holder resumes where it is itself. Who is ahead of it drops what it has from the replay; who is
 *   behind it, or on another line, has a gap.
 * - A gap is told, by an error event of its own reason, and made up for by a connection of the page's own
 *   from its last event ID until that meets the shared stream: the others are not disturbed, and nobody
 *   has to remember for how long somebody was away.
 * - What the page is given is in order, and each event once: `_own` is the last event ID of it.
 */
import { Recent, count, eventIds, rest } from "./recent.js";

/** No ID has a line feed. */
const UNKNOWN = "\n";

/** @typedef {import("./recent.js").Events} Events */
/** @typedef {{ line: number, place: number, id: string }} Position the ID is the last one before it */

/**
 * What the shared connection says of itself, the same to all.
 * @typedef {{ ready: number, time: number, response: any, attempts: number, status: number | undefined }} Connection
 */

export class Follower {
  /**
   * @param {string} lastEventId the initial one
   * @param {number} time the initial reconnection time
   */
  constructor(lastEventId, time) {
    /** @type {[name: string, argument?: any][]} */
    this._outputs = [];
    /** 0: it never had a position. */
    this._line = 0;
    this._recent = new Recent(0, lastEventId);
    /** Its position may have been passed while it did not listen. */
    this._stale = true;
    this._own = lastEventId;
    this._catching = false;
    /** IDs of events that will come again. @type {string[]} */
    this._skip = [];
    /** @type {Connection} */
    this._shared = { ready: 0, time, response: undefined, attempts: 0, status: undefined };
    /** The readyState that the page was given. */
    this._shown = 0;
  }

  /** @returns {[name: string, argument?: any] | undefined} */
  poll() {
    return this._outputs.shift();
  }

  /**
   * @param {string} name
   * @param {any} [argument]
   */
  _out(name, argument) {
    this._outputs.push([name, argument]);
  }

  /** @returns {Position} */
  _position() {
    return { line: this._line, place: this._recent._place, id: this._recent._id };
  }

  /**
   * Where the holder is.
   * @param {Position} position
   * @param {boolean} isNew whether it is another one than before
   */
  _meetHolder({ line, place, id }, isNew) {
    const isElsewhere = line !== this._line || place !== this._recent._place;
    if (this._line === 0) {
      this._stand(line, place, id);
      this._catchUp();
    } else if (!this._stale && isNew) {
      this._resume(line, place, id);
    } else if (isElsewhere) {
      this._gap(line, place, id);
    }
    this._stale = false;
  }

  /**
   * A new holder goes on from there.
   * @param {number} line
   * @param {number} place
   * @param {string} id
   */
  _resume(line, place, id) {
    const heard = line === this._line && this._recent._since(place);
    if (this._catching) {
      this._stand(line, place, id);
      this._meet();
    } else if (heard) {
      // Without an ID of its own an event is told again, if at all: better than never.
      this._skip = [...new Set([...heard, ...this._skip])].filter((known) => known !== id);
      if (heard.length > 0) this._stand(line, place, id);
    } else if (this._own) {
      this._gap(line, place, id);
    } else {
      // As after any loss of a connection that has no IDs.
      this._stand(line, place, id);
    }
  }

  /**
   * @param {number} line
   * @param {number} place
   * @param {string} id
   */
  _stand(line, place, id) {
    this._line = line;
    this._recent = new Recent(place, id);
  }

  /**
   * @param {number} line
   * @param {number} place
   * @param {string} [id]
   */
  _gap(line, place, id = UNKNOWN) {
    this._stand(line, place, id);
    this._skip = [];
    this._give("error", { detail: ["gap", this._shared.attempts, 0, false] }, 0);
    this._catchUp();
  }

  _catchUp() {
    const { _own: id } = this;
    if (!id || id === this._recent._id) {
      this._own = this._recent._id;
    } else if (!this._catching) {
      this._catching = true;
      this._out("connect", { own: true, id, active: true });
    }
  }

  /** Whether its own connection is where the shared stream goes on. */
  _meet() {
    const events = this._catching && this._recent._after(this._own);
    if (events) this._rejoin(events);
  }

  /** @param {Events[]} events of the shared stream */
  _rejoin(events) {
    this._caughtUp();
    if (this._shared.ready === 1) this._show();
    for (const some of events) {
      this._own = /** @type {string} */ (eventIds(some).pop());
      this._give("events", some);
    }
    this._own = this._recent._id;
    this._show();
  }

  _caughtUp() {
    if (this._catching) this._out("disconnect", true);
    this._catching = false;
  }

  /**
   * Of the shared stream.
   * @param {Events} events
   * @param {string} id
   */
  _take({ text, spans }, id) {
    const events = { text, spans };
    this._recent._add(events, id);
    if (this._catching) {
      this._meet();
      return;
    }
    const ids = this._skip.length > 0 ? eventIds(events) : [];
    let known = 0;
    for (let place; (place = this._skip.indexOf(ids[known])) >= 0; known += 1) this._skip.splice(0, place + 1);
    if (known < count(events)) {
      this._skip = [];
      this._own = id;
      this._give("events", rest(events, known));
    }
  }

  /**
   * @param {string} id
   * @param {Connection} connection
   */
  _learn(id, connection) {
    this._shared = connection;
    this._recent._id = id;
    if (!this._catching && this._skip.length === 0) this._own = id;
    this._show();
  }

  /** @param {any} [response] */
  _show(response = this._shared.response) {
    if (!this._catching) {
      const { ready } = this._shared;
      if (ready === 1 && this._shown !== 1) this._give("open", { response }, 1);
      else this._give("state", {}, ready);
    }
  }

  /**
   * To the page.
   * @param {string} kind
   * @param {any} content
   * @param {number} [ready]
   */
  _give(kind, content, ready = this._shown) {
    this._shown = ready;
    this._out("give", { ...content, kind, ready, id: this._own, time: this._shared.time });
  }
}
