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
export const eventIds = ({ text, spans }) =>
  Array.from({ length: count({ text, spans }) }, (_, i) => text.substring(spans[i * SPANS_PER_EVENT + 4], spans[i * SPANS_PER_EVENT + 5]));

export class Recent {
  /**
   * @param {number} place how many events of the stream came before
   * @param {string} id the last event ID then
   */
  constructor(place, id) {
    this.place = place;
    this.id = id;
    /** @type {Events[]} */
    this.kept = [];
    this._weight = 0;
    /** Where what is kept begins, and the last event ID there. */
    this._from = place;
    this._before = id;
  }

  /**
   * @param {Events} events
   * @param {string} id the last event ID after them
   */
  add(events, id) {
    this.kept.push(events);
    this._weight += weight(events);
    this.place += count(events);
    this.id = id;
    while (this._weight > BOUND && this.kept.length > 1) {
      const [first] = this.kept.splice(0, 1);
      this._weight -= weight(first);
      this._from += count(first);
      this._before = /** @type {string} */ (eventIds(first).pop());
    }
  }

  /**
   * @param {number} place
   * @returns {string[] | undefined} the IDs of the events after that; undefined: they are not kept
   */
  since(place) {
    return place >= this._from ? this.kept.flatMap(eventIds).slice(place - this._from) : undefined;
  }

  /**
   * @param {string} id
   * @returns {Events[] | undefined} the events after the one of that ID; undefined: it is not there
   */
  after(id) {
    if (id === this._before) {
      return this.kept;
    }
    const found = this.kept.findIndex((events) => eventIds(events).includes(id));
    if (found >= 0) {
      const events = this.kept[found];
      return [rest(events, eventIds(events).indexOf(id) + 1), ...this.kept.slice(found + 1)].filter(count);
    }
    return id === this.id ? [] : undefined;
  }
}
