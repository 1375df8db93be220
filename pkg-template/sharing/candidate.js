// @ts-check
/**
 * Who holds the connection, without I/O: a page that waits for the lock, has it, and gives it away.
 *
 * ```text
 *            granted                        lock lost, hand-over
 *   Waiting ────────▶ Holding [connect] ──────────────────────────▶ Waiting
 *      │ ▲                │ away [disconnect, release]
 *      │ └── back ── Away ◀──────────┐
 *      └──────── away ──────────────▶┘        any ── close, fatal error ──▶ Ended
 * ```
 *
 * - Who connects holds the lock. A holder that hears of a later one disconnects.
 * - Every tenure of a holder has an epoch, later ones a greater one; what comes of an earlier one is
 *   ignored.
 */
import { Follower } from "./follower.js";

/** ms that a holder is hidden before a visible page takes over: the browsers' throttling begins later. */
export const HIDDEN = 5000;

/** @typedef {any} Message from, epoch, and what its kind has besides */

export class Candidate extends Follower {
  /**
   * @param {string} id of this page alone
   * @param {string} lastEventId
   * @param {number} time
   */
  constructor(id, lastEventId, time) {
    super(lastEventId, time);
    this._name = id;
    this._ended = this._present = this._holding = false;
    /** The page is neither hidden nor a worker; is hidden; wants a connection. */
    this._visible = this._hidden = false;
    this._active = true;
    /** What its connection was told of that last: whether anybody wants one. */
    this._activated = true;
    /** What each of the others has said of itself last. @type {Map<string, Message>} */
    this._others = new Map();
    /** Of the holder, and of the one before. */
    this._epoch = this._before = 0;
    /** It has let a visible page go first, in this tenure. */
    this._passed = false;
    /** It has been hidden for long. */
    this._overdue = false;
  }

  get holds() {
    return this._holding;
  }

  /** How many pages there are: those that have spoken in this tenure, this one, and the holder. */
  get sharers() {
    const others = [...this._others.values()].filter(({ epoch }) => epoch === this._epoch);
    return others.length + (this._holding || this._stale || this._ended ? 1 : 2);
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
      // Where on the line a connection of its own is nobody knows.
      if (this._catching) this._line = -1;
      this._leave();
      this._stale = true;
      this._shared.ready = 0;
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
    if (!this._holding) this._here(false);
  }

  /**
   * @param {boolean} active false: it wants no connection for itself
   */
  wants(active) {
    this._active = active;
    this._changed(true);
  }

  /** The time of the output "wait" is over. */
  timeout() {
    this._overdue = true;
    this._yield();
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
      // A clock may have been set back.
      const known = [...this._others.values()].map(({ epoch }) => epoch);
      this._enter(Math.max(now, 1 + Math.max(this._epoch, ...known)));
      this._shared.ready = 0;
      if (this._line <= 0 || !this._recent._id) {
        // From no ID nothing is told again: another line begins.
        this._stand(this._epoch, 0, this._own);
        this._meet();
      }
      this._stale = false;
      this._tellState();
      this._show();
      const { attempts, status } = this._shared;
      const first = attempts === 0 && this._line === this._epoch;
      const active = (this._activated = this._wanted());
      this._out("connect", { own: false, id: this._recent._id, active, first, attempts, status });
      this._watchHidden();
    }
  }

  /** @param {number} epoch a new one */
  _enter(epoch) {
    this._before = this._epoch;
    this._epoch = epoch;
  }

  /** Somebody took it away. */
  lost() {
    if (this._holding) {
      this._lose();
      this._out("ask");
    }
  }

  _someoneVisible() {
    return this._some(({ visible, epoch }) => visible && epoch === this._epoch);
  }

  _wanted() {
    return this._active || this._some(({ active, epoch }) => active && epoch >= this._before);
  }

  /** @param {(other: Message) => boolean} condition */
  _some(condition) {
    return [...this._others.values()].some(condition);
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
    if (this._holding && this._overdue && this._shared.ready === 1 && this._someoneVisible()) {
      this._handOver();
    }
  }

  _lose() {
    this._holding = false;
    this._watchHidden();
    this._out("disconnect", false);
    this._out("release");
  }

  _watchHidden() {
    this._overdue = false;
    this._out("wait", this._holding && this._hidden ? HIDDEN : 0);
  }

  /** @param {boolean} [stirs] a connection that waits may try at once: not because somebody leaves */
  _changed(stirs) {
    const wanted = this._wanted();
    if (!this._holding) {
      this._here(false);
    } else if (stirs || wanted !== this._activated) {
      this._activated = wanted;
      this._out("activate", wanted);
    }
  }

  _leave() {
    if (this._present) {
      this._tell("leave");
      if (this._holding) this._lose();
      this._caughtUp();
      this._others.clear();
      this._present = false;
      this._out("leave");
    }
  }

  _end() {
    this._ended = true;
    this._present = this._holding = false;
    this._others.clear();
    this._out("end");
  }

  // What is told.

  /** @param {boolean} ask */
  _here(ask) {
    this._tell("here", { ask, visible: this._visible, active: this._active });
  }

  _tellState() {
    this._tell("state", { ...this._position(), connection: { ...this._shared } });
  }

  /**
   * @param {string} kind
   * @param {Record<string, any>} [content]
   */
  _tell(kind, content) {
    if (this._present) this._out("tell", { kind, from: this._name, epoch: this._epoch, ...content });
  }
}
