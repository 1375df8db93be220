// @ts-check
/**
 * What a page is given and has not taken yet, in order. The page that holds the connection has one like
 * every other: a page that is slow holds nobody up until its inbox is full.
 */
import { BOUND, weight } from "./recent.js";

/** @typedef {{ kind: string, ready: number, id: string, time: number } & Record<string, any>} Item */

export class Inbox {
  /**
   * @param {(item: Item) => Promise<unknown> | undefined} take a promise where the page is not at its end
   * @param {(item: Item) => Promise<unknown> | undefined} pause what the next item must wait for
   * @param {(full: boolean) => void} tell
   */
  constructor(take, pause, tell) {
    this._take = take;
    this._pause = pause;
    this._tell = tell;
    /** @type {Item[]} */
    this._items = [];
    this._weight = 0;
    this._busy = false;
    this._full = false;
  }

  /** @param {Item} item */
  _put(item) {
    this._items.push(item);
    this._weigh(item, 1);
    if (!this._busy) this._run();
  }

  _clear() {
    this._items = [];
  }

  _run() {
    this._busy = true;
    while (this._items.length > 0) {
      const wait = this._pause(this._items[0]) || this._next();
      if (wait) {
        wait.then(() => this._run());
        return;
      }
    }
    this._busy = false;
  }

  _next() {
    const item = /** @type {Item} */ (this._items.shift());
    this._weigh(item, -1);
    return this._take(item);
  }

  /**
   * @param {any} item
   * @param {number} sign
   */
  _weigh(item, sign) {
    if (item.spans) this._weight += sign * weight(item);
    const full = this._weight > (this._full ? BOUND / 2 : BOUND);
    if (full !== this._full) {
      this._full = full;
      this._tell(full);
    }
  }
}
