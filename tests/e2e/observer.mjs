// @ts-check
/* global window */
/**
 * Runs inside the page, before its own scripts: `window.observe(...)` opens an event source and
 * writes down all that it says, `window.faults` holds whatever nobody caught. It is handed to
 * the browser as text and can refer to nothing outside itself.
 */

/**
 * @typedef {{ type: string, readyState: number, data?: string, lastEventId?: string, status?: number }} Entry
 * @typedef {{ source: any, log: Entry[], until: (type: string, count: number, patience: number) => Promise<Entry[]> }} Observed
 */

export function installObserver() {
  const page = /** @type {any} */ (window);
  page.faults = [];
  window.addEventListener("error", (event) => page.faults.push(`error: ${event.message}`));
  window.addEventListener("unhandledrejection", (event) => page.faults.push(`unhandled: ${event.reason}`));

  /**
   * @param {string} url
   * @param {any} init
   * @param {string[]} types named events to listen to, besides open, message and error
   * @param {((source: any, event: any) => void) | null} reaction runs in the listener, after the log was written
   * @returns {Observed}
   */
  page.observe = (url, init, types, reaction) => {
    /** @type {Entry[]} */
    const log = [];
    /** @type {Set<() => void>} */
    const waiting = new Set();
    const source = new page.imported.EventSourcePolyfill(url, init);

    for (const type of new Set(["open", "message", "error", ...types])) {
      source.addEventListener(type, (/** @type {any} */ event) => {
        const { data, lastEventId, status } = event;
        log.push({ type: event.type, readyState: source.readyState, data, lastEventId, status });
        for (const wake of waiting) wake();
        reaction?.(source, event);
      });
    }

    const until = (/** @type {string} */ type, /** @type {number} */ count, /** @type {number} */ patience) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (log.filter((entry) => entry.type === type).length < count) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve(log);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`no ${count} × ${type} in ${JSON.stringify(log)}`));
        }, patience);
        waiting.add(check);
        check();
      });
    return { source, log, until };
  };
}
