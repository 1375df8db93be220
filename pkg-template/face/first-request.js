// @ts-check
/**
 * The first attempt's request, sent by the face while the driver is still being compiled or loaded: the
 * constructor waits for neither. The driver takes it over as its own first attempt: it asks for the
 * page's part and calls fetch as ever, and is given what is there.
 */
import { isPromise } from "../platform/later.js";
import { send } from "./request.js";

export class FirstRequest {
  /**
   * @param {string} url
   * @param {import("./settings.js").Settings} settings
   * @param {() => RequestInit | Promise<RequestInit>} ask for the page's part
   */
  constructor(url, settings, ask) {
    this._url = url;
    this._settings = settings;
    this._controller = new AbortController();
    /** @type {(() => Promise<Response>) | undefined} */
    this._answer = undefined;
    this.init = outcome(ask);
  }

  /** At once, unless the page gave a promise. */
  begin() {
    try {
      const init = /** @type {any} */ (this.init());
      if (!isPromise(init)) {
        this._send(init);
      } else {
        init.then((/** @type {RequestInit} */ init) => {
          this.init = () => init;
          if (!this._controller.signal.aborted) this._send(init);
        }, () => {});
      }
    } catch {
      // The driver asks again, is given it, and fails the connection.
    }
  }

  /**
   * What fetch answered with, or threw.
   * @param {RequestInit} init
   * @param {AbortSignal | undefined} signal the driver's
   */
  answer(init, signal) {
    const abort = () => this._controller.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    return this._send(init)();
  }

  /**
   * Nobody will take it over.
   * @returns {Promise<unknown>} of what is to be given up: a fetch of the page's own may not heed the signal
   */
  async abort() {
    this._controller.abort();
    // Nor may it have answered yet, if it is what has closed the source.
    await undefined;
    return this._answer && this._answer();
  }

  /** @param {RequestInit} init */
  _send(init) {
    if (!this._answer) {
      this._answer = outcome(() => send(this._settings, this._url, init, this._controller.signal));
    }
    return this._answer;
  }
}

/**
 * Does it now, and gives what came of it as often as it is asked for.
 * @template T
 * @param {() => T} action
 * @returns {() => T}
 */
function outcome(action) {
  try {
    const value = action();
    // Who fails before anybody asks is not unhandled.
    Promise.resolve(value).catch(() => {});
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
