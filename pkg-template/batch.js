// @ts-check
/**
 * The events of one chunk as the driver hands them over: one text, and spans into it.
 *
 * Engines cut strings by reference: a page that keeps twenty characters would keep the whole text
 * alive. So they are cut from copies of BLOCK units, and that is what a kept string costs at most.
 */

/** Numbers that describe one event: `SPANS_PER_EVENT` in src/event_stream/batch.rs. */
const SPANS_PER_EVENT = 6;

/** UTF-16 units. */
const BLOCK = 2048;

export class Batch {
  #text;
  #spans;
  /** Where the numbers of the event at hand are. */
  #at = -SPANS_PER_EVENT;
  /** A copy of the text from `#from` to `#to`. */
  #block;
  #from = 0;
  #to;
  /** Types and IDs repeat, and so do their spans: the last ones, by their number among the six. */
  #repeated = [
    { start: -1, end: -1, string: "" },
    { start: -1, end: -1, string: "" },
  ];

  /**
   * @param {string} text
   * @param {Uint32Array} spans
   * @param {string} origin
   */
  constructor(text, spans, origin) {
    this.#text = text;
    this.#spans = spans;
    // A short one is kept as it is.
    this.#block = text.length > BLOCK ? "" : text;
    this.#to = this.#block.length;
    this.size = spans.length / SPANS_PER_EVENT;
    this.origin = origin;
    this.isBurst = false;
  }

  /** Goes to the next event, if there is one. */
  next() {
    this.#at += SPANS_PER_EVENT;
    return this.#at < this.#spans.length;
  }

  get type() {
    return this.#repeat(0) || "message";
  }

  get data() {
    return this.#cut(this.#spans[this.#at + 2], this.#spans[this.#at + 3]);
  }

  get lastEventId() {
    return this.#repeat(1);
  }

  /** @param {0 | 1} which */
  #repeat(which) {
    const last = this.#repeated[which];
    const start = this.#spans[this.#at + 4 * which];
    const end = this.#spans[this.#at + 4 * which + 1];
    if (last.start !== start || last.end !== end) {
      last.start = start;
      last.end = end;
      last.string = this.#cut(start, end);
    }
    return last.string;
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #cut(start, end) {
    if (start < this.#from || end > this.#to) {
      this.#from = start;
      this.#to = Math.max(end, Math.min(start + BLOCK, this.#text.length));
      this.#block = copy(this.#text.substring(start, this.#to));
    }
    return this.#block.substring(start - this.#from, end - this.#from);
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
