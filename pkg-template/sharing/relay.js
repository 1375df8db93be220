// @ts-check
/**
 * What a connection's driver takes for its page (`Sink` in src/web/sink.rs): requests and reading are the
 * page's own, what comes of them is an input of member.js.
 */
import { told } from "./response.js";

/** @typedef {import("../face/source.js").Source} Source */

export class Relay {
  /**
   * @param {Source} source
   * @param {(input: string, ...words: any[]) => void} hear
   * @param {() => Promise<unknown> | undefined} backlog
   * @param {{ attempts?: number, status?: number, first?: boolean }} before
   */
  constructor(source, hear, backlog, { attempts = 0, status, first }) {
    this._source = source;
    this._hear = hear;
    this._status = status;
    /** Whether the page's own initial request is the right one. */
    this._first = first;
    this._attempts = attempts;
    this._closed = false;
    /** Set by a driver that was waited for. */
    this.attemptsBefore = 0;
    /** @type {any} */
    this.driver = undefined;
    this.backlog = () => {
      this._tell("settles", ...this._now());
      return backlog();
    };
  }

  close() {
    this._closed = true;
    this.driver.close();
  }

  // What follows is the driver's to call, by these names.

  sendFirst() {
    if (this._first) this._source.sendFirst();
  }

  abortFirst() {
    this._source.abortFirst();
  }

  /** @param {[number, string, number | undefined]} detail */
  request([number, id, status = this._status]) {
    this._status = undefined;
    const attempt = this._count(number);
    this._tell("requests", attempt, status);
    if (this._closed) return {};
    this._tell("settles", ...this._now());
    return this._source.request([attempt, id, status]);
  }

  /** @param {Parameters<Source["fetch"]>} words */
  fetch(...words) {
    return this._source.fetch(...words);
  }

  /** @param {Parameters<Source["read"]>} words */
  read(...words) {
    this._source.read(...words);
  }

  /** @param {Response | undefined} response */
  open(response) {
    this._tell("opened", response, told(response));
  }

  /**
   * @param {Uint8Array | Uint16Array} text
   * @param {Uint32Array} spans
   */
  messages(text, spans) {
    const [, id, time] = this._now();
    this._tell("receives", this._source.copy(text, spans), id, time);
  }

  /**
   * @param {any[]} detail
   * @param {Response | undefined} response
   * @param {unknown} error
   * @param {AbortController | undefined} controller
   */
  error(detail, response, error, controller) {
    detail[1] = this._count(detail[1]);
    this._tell("fails", detail, told(response), { response, error, controller });
    return Boolean(controller && response?.body?.locked);
  }

  /** @param {any} body */
  giveUp(body) {
    return this._source.giveUp(body);
  }

  closed() {}

  /**
   * @param {string} input
   * @param {any[]} words
   */
  _tell(input, ...words) {
    if (!this._closed) this._hear(input, ...words);
  }

  /** @param {number} attempt */
  _count(attempt) {
    return attempt + this._attempts + this.attemptsBefore;
  }

  /** @returns {[ready: number, id: string, time: number]} */
  _now() {
    // Amid its making there is none.
    const { readyState = 0, lastEventId = "", reconnectionTime = 0 } = this.driver ?? {};
    return [readyState, lastEventId, reconnectionTime];
  }
}
