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
    this.full = false;
  }

  /** @param {Item} item */
  put(item) {
    this._items.push(item);
    this._weigh(item, 1);
    if (!this._busy) this._run();
  }

  clear() {
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
   * @param {Item} item
   * @param {number} sign
   */
  _weigh(item, sign) {
    this._weight += item.spans ? sign * weight(/** @type {any} */ (item)) : 0;
    const full = this._weight > (this.full ? BOUND / 2 : BOUND);
    if (full !== this.full) {
      this.full = full;
      this._tell(full);
    }
  }
}
