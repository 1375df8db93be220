// @ts-check
/**
 * The events of one chunk as the driver hands them over: one text, and spans into it.
 *
 * Engines cut strings by reference: a page that keeps twenty characters would keep the whole text
 * alive. So they are cut from copies of BLOCK units, and that is what a kept string costs at most.
 */

/** Numbers that describe one event: `SPANS_PER_EVENT` in src/event_stream/batch.rs. */
export const SPANS_PER_EVENT = 6;

/** UTF-16 units. */
const BLOCK = 2048;

export class Batch {
  /**
   * @param {string} text
   * @param {Uint32Array} spans
   * @param {string} origin
   */
  constructor(text, spans, origin) {
    this._text = text;
    this._spans = spans;
    /** Where the numbers of the event at hand are. */
    this._at = -SPANS_PER_EVENT;
    /** A copy of the text from `_from` to `_to`; a short one is kept as it is. */
    this._block = text.length > BLOCK ? "" : text;
    this._from = 0;
    this._to = this._block.length;
    // Types and IDs repeat, and so do their spans.
    this._type = { start: -1, end: -1, string: "" };
    this._id = { start: -1, end: -1, string: "" };
    this.size = spans.length / SPANS_PER_EVENT;
    this.origin = origin;
  }

  /** Goes to the next event, if there is one. */
  next() {
    this._at += SPANS_PER_EVENT;
    return this._at < this._spans.length;
  }

  /** Whether there is one after the event at hand. */
  get hasNext() {
    return this._at + SPANS_PER_EVENT < this._spans.length;
  }

  get type() {
    return this._repeat(this._type, 0) || "message";
  }

  get data() {
    return this._cut(this._spans[this._at + 2], this._spans[this._at + 3]);
  }

  get lastEventId() {
    return this._repeat(this._id, 4);
  }

  /**
   * @param {{ start: number, end: number, string: string }} last
   * @param {number} place
   */
  _repeat(last, place) {
    const start = this._spans[this._at + place];
    const end = this._spans[this._at + place + 1];
    if (last.start !== start || last.end !== end) {
      last.start = start;
      last.end = end;
      last.string = this._cut(start, end);
    }
    return last.string;
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  _cut(start, end) {
    if (start < this._from || end > this._to) {
      this._from = start;
      this._to = Math.max(end, Math.min(start + BLOCK, this._text.length));
      this._block = copy(this._text.substring(start, this._to));
    }
    return this._block.substring(start - this._from, end - this._from);
  }
}

/**
 * The same characters in a place of their own: to cut a string that was put together, an engine
 * writes it out first.
 * @param {string} string
 */
function copy(string) {
  return ` ${string}`.substring(1);
}
