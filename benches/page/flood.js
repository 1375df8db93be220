// @ts-check
/** A great many events through one source, and what the page's animation frames make of it. */

import { clients, constructors } from "./clients.js";

Object.assign(globalThis, {
  /**
   * Starts; `progress` says how far it is, since nobody can ask while one task takes all the time.
   *
   * @param {string} name
   * @param {string} url
   */
  flood(name, url) {
    const progress = { events: 0, milliseconds: 0, frames: 0, gap: 0, over: false, failed: "" };
    const start = performance.now();
    let last = start;
    const frame = (/** @type {number} */ _) => {
      const now = performance.now();
      progress.gap = Math.max(progress.gap, now - last);
      last = now;
      if (progress.over) return;
      progress.frames += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const end = (/** @type {string} */ failed) => {
      progress.milliseconds = performance.now() - start;
      progress.gap = Math.max(progress.gap, performance.now() - last);
      progress.failed = failed;
      progress.over = true;
    };
    Object.assign(globalThis, { progress });
    if (name === "floor") {
      clients.floor(url, /** @type {any} */ ({})).then(() => end(""), (error) => end(error.message));
      return;
    }
    const source = new constructors[name](url);
    source.onmessage = () => {
      progress.events += 1;
    };
    source.addEventListener("end", () => {
      source.close();
      end("");
    });
    source.onerror = (/** @type {any} */ event) => {
      source.close();
      end(event.message ?? "connection lost");
    };
  },
});
