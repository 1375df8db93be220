// @ts-check
/**
 * The delivery of events to listeners and iterators.
 *
 * The law: natively every event is a task of its own, and a page relies on what runs between two.
 * - Few events, and those of a type that only the platform can dispatch, are the platform's own, and
 *   between two of them there is a task: all microtasks run.
 * - In a burst plain listeners are called with light events, and between two of them there is a turn of
 *   the microtask queue: what a listener resolved or scheduled runs first. Where that has changed who
 *   listens there is a task, for who takes a listener away may be about to add the next one.
 * - Every few milliseconds the page has its turn; what follows waits.
 *
 * It relies on the driver: while a promise that `deliver()` or `backlog()` gave is pending, the driver
 * reads no further and carries out no output but what `close()` brings about. The promise is always
 * fulfilled; once the source is CLOSED what is left is dropped.
 *
 * Deliberately absent: listeners added past the source's own method, by
 * `EventTarget.prototype.addEventListener.call(source, …)`. They hear no light event, see ARCHITECTURE.md.
 */
import { platform } from "../platform/scope.js";
import { nextTask } from "../platform/task.js";
import { Batch } from "./batch.js";
import { EventListenerList } from "./event-listener-list.js";
import { lightEvents } from "./light-event.js";

/** So many events within the budget are a burst. */
const BURST = 16;

/** ms of delivery until the page has its turn, and of a pause that is one for the page as well. */
const BUDGET = 8;

/** Events between two looks at the clock, at most: a look costs as much as a light event. */
const LONGEST_STRIDE = 64;

const NONE = -1;

/** @typedef {import("./event-iterator.js").EventQueue} EventQueue */

/** @type {ReturnType<typeof firstBurst> | undefined} */
let light;

export class Delivery {
  /**
   * @param {EventTarget} target
   * @param {import("./event-listener-list.js").EventListenerList} listeners
   * @param {import("./event-target.js").EventTargetInterface} eventTarget
   */
  constructor(target, listeners, eventTarget) {
    this._target = target;
    this._listeners = listeners;
    this._eventTarget = eventTarget;
    /** @type {EventQueue[]} */
    this._queues = [];
    this._closed = false;
    this._clock = platform("performance");
    /** Of the event that the page heard last. */
    this._heard = "";
    /** Whether more was read than the page has heard. */
    this._behind = false;
    /** When the page had its last turn, and when events were last counted from 0. */
    this._began = 0;
    this._counted = -BUDGET;
    this._count = 0;
    /** Asked where there is a burst: it costs more than an event. @type {boolean | undefined} */
    this._direct = undefined;
    /** Of the lists of listeners before the last light event; none, where there was a task since. */
    this._changes = NONE;
    /** The task after an event of the platform's, until it has come. @type {Promise<void> | undefined} */
    this._turn = undefined;
  }

  /** @param {string} lastEventId the initial one */
  startFrom(lastEventId) {
    this._heard = lastEventId;
  }

  /**
   * Dispatches by the platform. The next event is not in the same task.
   * @param {Event} event
   * @param {boolean} [isLast] of what has come. Then the task is asked for behind the listeners, who hear it
   *   the sooner: no event is there whose task would go before those that they queue.
   */
  dispatch(event, isLast) {
    this._changes = NONE;
    if (!isLast) this._askForTurn();
    this._eventTarget.dispatch(this._target, event);
    if (isLast) this._askForTurn();
  }

  _askForTurn() {
    const turn = nextTask().then(() => {
      if (this._turn === turn) this._turn = undefined;
    });
    this._turn = turn;
  }

  /** What is read now the page has not heard. */
  fallBehind() {
    this._behind = true;
  }

  /**
   * @param {string} text
   * @param {Uint32Array} spans
   * @param {string} origin
   * @returns {Promise<void> | undefined} a promise where something is left
   */
  deliver(text, spans, origin) {
    const batch = new Batch(text, spans, origin);
    const now = this._clock.now();
    if (now - this._counted > BUDGET) {
      this._counted = now;
      this._count = 0;
      this._direct = undefined;
    }
    this._count += batch.size;
    const burst = this._count >= BURST && this._isDirect();
    this._behind = true;
    if (!this._turn && !this._hasChanged) {
      // The slices of one read come in one task.
      if (this._changes === NONE) this._began = now;
      batch.next();
      this._event(batch, burst, now);
      if (!batch.hasNext || this._closed) {
        return this._end();
      }
    }
    return this._goOn(batch, burst, now);
  }

  /** What reading must wait for: the consumers that are behind. */
  backlog() {
    const behind = this._queues.filter((queue) => queue.behind);
    return behind.length > 0 ? Promise.all(behind.map((queue) => queue.drained())) : undefined;
  }

  /** The task between the event before and the next one, where it has not come. */
  get turn() {
    return this._turn;
  }

  /** The task between the last event and the end, after light events as well. */
  rest() {
    if (!this._turn && this._changes !== NONE) {
      this._changes = NONE;
      return nextTask();
    }
    return this._turn;
  }

  /** The ID up to which the page has heard everything; undefined: what has been read. */
  get lastEventId() {
    const slowest = this._queues.reduce((slowest, queue) => (queue.behind > slowest.behind ? queue : slowest), NOBODY);
    return slowest.behind > 0 ? slowest.lastEventId : this._behind ? this._heard : undefined;
  }

  /** @param {EventQueue} queue */
  join(queue) {
    this._queues = [...this._queues, queue];
    if (this._closed) queue.end();
  }

  /**
   * What is behind will not be asked for.
   * @param {EventQueue} queue
   */
  leave(queue) {
    const heard = this.lastEventId;
    if (heard !== undefined) {
      this._heard = heard;
      this._behind = true;
    }
    this._queues = this._queues.filter((other) => other !== queue);
    queue.clear();
  }

  /** Nothing more is delivered. What iterators have they keep. */
  close() {
    this._closed = true;
    for (const queue of this._queues) queue.end();
  }

  /**
   * @param {Batch} batch
   * @param {boolean} burst
   * @param {number} now
   */
  async _goOn(batch, burst, now) {
    let stride = 1;
    let left = stride;
    for (;;) {
      if (left === 0) {
        const before = now;
        now = this._clock.now();
        stride = now - before > 1 ? 1 : Math.min(stride * 2, LONGEST_STRIDE);
        left = stride;
      }
      if (this._turn || this._hasChanged || now - this._began > BUDGET) {
        await (this._turn || nextTask());
        this._changes = NONE;
        this._began = now = this._clock.now();
        this._direct = undefined;
        burst = burst && this._isDirect();
      } else {
        await undefined;
        if (this._hasChanged) continue;
      }
      if (this._closed || !batch.next()) {
        return this._end();
      }
      left -= 1;
      this._event(batch, burst, now);
    }
  }

  _isDirect() {
    if (this._direct === undefined) this._direct = this._eventTarget.isDirect(this._target);
    return this._direct;
  }

  /** Whether the light event before has changed who listens. */
  get _hasChanged() {
    return this._changes !== NONE && this._changes !== this._listeners.changes;
  }

  /** @returns {undefined} */
  _end() {
    if (!this._closed) this._behind = false;
  }

  /**
   * The event at hand.
   * @param {Batch} batch
   * @param {boolean} burst
   * @param {number} timeStamp
   */
  _event(batch, burst, timeStamp) {
    const { type, data, lastEventId, origin } = batch;
    const before = this._heard;
    this._heard = lastEventId;
    const listeners = burst ? this._listeners.of(type) : null;
    if (listeners) {
      light = light || firstBurst(this._eventTarget);
      if (this._queues.length > 0) this._push(type, data, lastEventId, origin, before);
      this._changes = this._listeners.changes;
      light.dispatch(light.create(this._target, type, data, lastEventId, origin, timeStamp), listeners);
    } else if (listeners === null) {
      this.dispatch(this._push(type, data, lastEventId, origin, before), !batch.hasNext);
    } else if (this._queues.length > 0) {
      this._push(type, data, lastEventId, origin, before);
    }
  }

  /**
   * @param {string} type
   * @param {string} data
   * @param {string} lastEventId
   * @param {string} origin
   * @param {string} before the last event ID before it
   * @returns {MessageEvent}
   */
  _push(type, data, lastEventId, origin, before) {
    const event = new (platform("MessageEvent"))(type, { data, lastEventId, origin });
    for (const queue of this._queues) queue.push(event, before);
    return event;
  }
}

/**
 * Light events, and one of each that a burst runs through: with the last object of a shape V8 throws away
 * the code that it has optimized for it, and a burst after a collection would begin anew.
 *
 * @param {import("./event-target.js").EventTargetInterface} eventTarget
 */
function firstBurst(eventTarget) {
  const events = lightEvents();
  const nobody = new (platform("EventTarget"))();
  const listeners = new EventListenerList();
  listeners.add("message", firstBurst, undefined);
  const delivery = new Delivery(nobody, listeners, eventTarget);
  const kept = [delivery, new Batch("", new Uint32Array(0), ""), events.create(nobody, "", "", "", "", 0)];
  return { ...events, kept };
}

const NOBODY = { behind: 0, lastEventId: "" };
