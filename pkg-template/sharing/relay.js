// @ts-check
/**
 * What a connection's driver takes for its page (`Sink` in src/face/sink.rs): requests and reading are the
 * page's own, what comes of them is an input of member.js.
 */
import { reported } from "./reported.js";
import { told } from "./response.js";

/** @typedef {import("../face/source.js").Source} Source */
/** @typedef {ReturnType<typeof relay>} Relay */

/** What is the source's to do, for whichever connection. */
const DELEGATED = /** @type {const} */ (["abortFirst", "fetch", "read", "giveUp"]);

/** @param {Response | undefined} response */
const toldOf = (response) => reported(() => told(response));

/**
 * @param {Source} source
 * @param {(input: string, ...words: any[]) => void} hear
 * @param {() => Promise<unknown> | undefined} backlog
 * @param {{ attempts?: number, status?: number, first?: boolean }} how attempts and status before; whether
 *   the page's own initial request is the right one
 */
export function relay(source, hear, backlog, { attempts = 0, status: before, first }) {
  let closed = false;
  /** Not amid a batch: a page that is left may have its scripts cut off there, and the driver is ahead then. */
  let whole = true;

  /**
   * @param {string} input
   * @param {any[]} words
   */
  const tell = (input, ...words) => closed || hear(input, ...words);

  /** @returns {[ready: number, id: string, time: number]} */
  const now = () => {
    // Amid its making there is none.
    const { readyState = 0, lastEventId = "", reconnectionTime = 0 } = sink.driver || {};
    return [readyState, lastEventId, reconnectionTime];
  };

  /** The driver's last event ID is that of what was told. */
  const settle = () => whole && tell("settles", ...now());

  /** @param {number} attempt of the driver's own count */
  const number = (attempt) => attempt + attempts + sink.attemptsBefore;

  const sink = {
    /** @type {any} */
    driver: undefined,
    /** Set by a driver that was waited for. */
    attemptsBefore: 0,

    close() {
      closed = true;
      sink.driver.close();
    },

    // What follows is the driver's to call, by these names.

    sendFirst() {
      if (first) source.sendFirst();
    },

    /** @param {[number, string, number | undefined]} detail */
    request([attempt, id, status = before]) {
      before = undefined;
      tell("requests", number(attempt), status);
      if (closed) return {};
      settle();
      return source.request([number(attempt), id, status]);
    },

    /** @param {Response | undefined} response */
    open(response) {
      tell("opened", response, toldOf(response));
    },

    /**
     * @param {Uint8Array | Uint16Array} text
     * @param {Uint32Array} spans
     */
    messages(text, spans) {
      const [, id, time] = now();
      whole = false;
      tell("receives", source.copy(text, spans), id, time);
      whole = true;
    },

    /**
     * @param {any[]} detail
     * @param {Response | undefined} response
     * @param {unknown} error
     * @param {AbortController | undefined} controller
     */
    error(detail, response, error, controller) {
      detail[1] = number(detail[1]);
      tell("fails", detail, toldOf(response), { response, error, controller });
      return Boolean(controller && response && response.body && response.body.locked);
    },

    backlog() {
      settle();
      return backlog();
    },

    closed() {},
  };
  for (const name of DELEGATED) /** @type {any} */ (sink)[name] = (/** @type {any[]} */ ...words) => /** @type {any} */ (source)[name](...words);
  return sink;
}
