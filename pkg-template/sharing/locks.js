// @ts-check
/**
 * The locks of a stream. One says who connects. The other is held, by any number of pages, while their
 * inboxes are full: whoever waits for it learns of the end of that, whatever the end is.
 */

/** @typedef {(value: void) => void} Resolve */

export class Locks {
  constructor() {
    /** The stream's; none where nobody can be found. */
    this._name = "";
    /** Gives the lock back, or asks no longer. */
    this._letGo = () => {};
    /** While this page's inbox is full. @type {Promise<void> | undefined} */
    this._drained = undefined;
    /** @type {Resolve} */
    this._drain = () => {};
    /** While those of others are. @type {Promise<void> | undefined} */
    this._othersDrained = undefined;
  }

  /**
   * For the one who connects.
   * @param {() => void} granted
   * @param {() => void} lost somebody has taken it away
   * @param {() => void} refused nobody can be found: what asks again is granted it
   */
  _ask(granted, lost, refused) {
    const controller = new AbortController();
    const { signal } = controller;
    let has = false;
    const hold = () => {
      has = true;
      if (!signal.aborted) granted();
      return left;
    };
    const left = new Promise((/** @type {Resolve} */ resolve) => {
      this._letGo = () => {
        controller.abort();
        resolve();
      };
    });
    if (this._name) {
      this._request("", { signal }, hold).catch(() => {
        if (has) {
          lost();
        } else if (!signal.aborted) {
          this._name = "";
          refused();
        }
      });
    } else {
      hold();
    }
  }

  /**
   * @param {boolean} full whether this page's inbox is
   * @param {(full: boolean) => void} tell
   */
  _fall(full, tell) {
    if (full && !this._drained) {
      const drained = new Promise((/** @type {Resolve} */ resolve) => (this._drain = resolve));
      this._drained = drained;
      if (this._name) {
        const hold = () => {
          if (this._drained === drained) {
            tell(true);
            return drained;
          }
        };
        this._request("/full", { mode: "shared" }, hold).catch(() => {});
      }
    } else if (!full && this._drained) {
      this._drained = undefined;
      this._drain();
      tell(false);
    }
  }

  /** Somebody's is full. */
  _watch() {
    const clear = () => {
      if (this._othersDrained === drained) this._othersDrained = undefined;
    };
    const drained = this._request("/full", {}, () => {}).then(clear, clear);
    this._othersDrained = drained;
  }

  /**
   * @param {string} which
   * @param {LockOptions} options
   * @param {() => Promise<void> | void} hold
   * @returns {Promise<any>}
   */
  async _request(which, options, hold) {
    return navigator.locks.request(this._name + which, options, hold);
  }
}
