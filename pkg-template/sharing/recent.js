// @ts-check
/**
 * What was received last of the shared stream: whoever is ahead of a new holder must know which events
 * of the replay it has, whoever catches up where the stream goes on for it.
 */
import { SPANS_PER_EVENT } from "../delivery/batch.js";

/** UTF-16 units and spans that are kept, and that a tab's queue holds until the holder waits for it. */
export const BOUND = 256 * 1024;

/** @typedef {{ text: string, spans: Uint32Array }} Events */

/** @param {Events} events */
export const count = ({ spans }) => spans.length / SPANS_PER_EVENT;

/** @param {Events} events */
export const weight = ({ text, spans }) => text.length + spans.length;

/**
 * @param {Events} events
 * @param {number} from which is the first to keep
 * @returns {Events}
 */
export const rest = ({ text, spans }, from) => ({ text, spans: spans.subarray(from * SPANS_PER_EVENT) });

/**
 * The last event ID of each.
 * @param {Events} events
 */
export const eventIds = ({ text, spans }) => {
  const ids = [];
  for (let i = 4; i < spans.length; i += SPANS_PER_EVENT) ids.push(text.substring(spans[i], spans[i + 1]));
  return ids;
};

export class Recent {
  /**
   * @param {number} place how many events of the stream came before
   * @param {string} id the last event ID then
   */
  constructor(place, id) {
    this._place = place;
    this._id = id;
    /** @type {Events[]} */
    this._kept = [];
    this._weight = 0;
    /** The last event ID before what is kept. */
    this._before = id;
  }

  /**
   * @param {Events} events
   * @param {string} id the last event ID after them
   */
  _add(events, id) {
    this._kept.push(events);
    this._weight += weight(events);
    this._place += count(events);
    this._id = id;
    while (this._weight > BOUND && this._kept.length > 1) {
      const first = /** @type {Events} */ (this._kept.shift());
      this._weight -= weight(first);
      this._before = /** @type {string} */ (eventIds(first).pop());
    }
  }

  /**
   * @param {number} place
   * @returns {string[] | undefined} the IDs of the events after that; undefined: they are not kept
   */
  _since(place) {
    const ids = this._kept.flatMap(eventIds);
    const from = place - this._place + ids.length;
    return from >= 0 && from <= ids.length ? ids.slice(from) : undefined;
  }

  /**
   * @param {string} id
   * @returns {Events[] | undefined} the events after the one of that ID; undefined: it is not there
   */
  _after(id) {
    let left = [this._before, ...this._kept.flatMap(eventIds)].indexOf(id);
    if (left < 0) {
      return id === this._id ? [] : undefined;
    }
    return this._kept
      .map((events) => {
        const later = rest(events, Math.max(left, 0));
        left -= count(events);
        return later;
      })
      .filter(count);
  }
}
