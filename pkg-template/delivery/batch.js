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
    this._typeStart = this._typeEnd = this._idStart = this._idEnd = -1;
    /** Of the event at hand. */
    this.type = this.data = this.lastEventId = "";
    this.size = spans.length / SPANS_PER_EVENT;
    this.origin = origin;
  }

  /**
   * Goes to the next event, if there is one. It is cut in the text's order, and by one function: most pages
   * run before any tier of the engine has compiled it.
   */
  next() {
    const at = (this._at += SPANS_PER_EVENT);
    const spans = this._spans;
    if (at >= spans.length) return false;
    const typeStart = spans[at];
    const typeEnd = spans[at + 1];
    if (typeStart !== this._typeStart || typeEnd !== this._typeEnd) {
      this._typeStart = typeStart;
      this._typeEnd = typeEnd;
      this.type = this._cut(typeStart, typeEnd) || "message";
    }
    this.data = this._cut(spans[at + 2], spans[at + 3]);
    const idStart = spans[at + 4];
    const idEnd = spans[at + 5];
    if (idStart !== this._idStart || idEnd !== this._idEnd) {
      this._idStart = idStart;
      this._idEnd = idEnd;
      this.lastEventId = this._cut(idStart, idEnd);
    }
    return true;
  }

  /** Whether there is one after the event at hand. */
  get hasNext() {
    return this._at + SPANS_PER_EVENT < this._spans.length;
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
