// @ts-check
/**
 * What a connection's driver takes for its page (`Sink` in src/web/sink.rs): requests are the page's own,
 * what comes of them goes to the shared driver.
 */
import { told } from "./response.js";

/** @typedef {import("../face/source.js").Source} Source */
/** @typedef {import("../driver/supply.js").Driver} Driver */

/**
 * @typedef {object} Ear
 * @property {(attempt: number, status: number | undefined) => void} requests
 * @property {(response: any, told: any) => void} open
 * @property {(events: import("./recent.js").Events, driver: Driver) => void} events
 * @property {(detail: any[], closed: boolean, response: any, told: any, more: any) => void} error
 * @property {(driver: Driver) => void} settle
 * @property {() => Promise<unknown> | undefined} backlog
 */

export class Relay {
  /**
   * @param {Source} source
   * @param {Ear} ear
   * @param {{ attempts: number, status: number | undefined, first: boolean }} before
   */
  constructor(source, ear, { attempts, status, first }) {
    this._source = source;
    /** Gone once nobody listens. @type {Ear | undefined} */
    this._ear = ear;
    this._status = status;
    /** Whether the page's own initial request is the right one. */
    this._first = first;
    this._attempts = attempts;
    /** Set by a driver that was waited for. */
    this.attemptsBefore = 0;
    /** @type {any} */
    this.driver = undefined;
  }

  close() {
    this._ear = undefined;
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
  request([number, lastEventId, status = this._status]) {
    this._status = undefined;
    const attempt = number + this._attempts + this.attemptsBefore;
    this._ear?.requests(attempt, status);
    if (this._ear) {
      this._settle();
      return this._source.request([attempt, lastEventId, status]);
    }
    return {};
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
    this._ear?.open(response, told(response));
  }

  /**
   * @param {Uint8Array | Uint16Array} text
   * @param {Uint32Array} spans
   */
  messages(text, spans) {
    this._ear?.events(this._source.copy(text, spans), this.driver);
  }

  backlog() {
    this._settle();
    return this._ear?.backlog();
  }

  /**
   * @param {any[]} detail
   * @param {Response | undefined} response
   * @param {unknown} error
   * @param {AbortController | undefined} controller
   */
  error(detail, response, error, controller) {
    detail[1] += this._attempts + this.attemptsBefore;
    this._ear?.error(detail, detail[2] === undefined, response, told(response), { error, controller });
    return Boolean(controller && response?.body?.locked);
  }

  /** @param {any} body */
  giveUp(body) {
    return this._source.giveUp(body);
  }

  closed() {}

  _settle() {
    // Not while it is made.
    if (this.driver) this._ear?.settle(this.driver);
  }
}
