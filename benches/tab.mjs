// @ts-check
/** A page under measurement. */

import { family } from "./processes.mjs";

/**
 * @typedef {Awaited<ReturnType<typeof openTab>>} Tab
 * @typedef {{ wall: number, processor: number }} Task ms; on a busy machine the processor's count is the truer one
 */

/**
 * @param {import("../tests/e2e/browser.mjs").Browser} within
 * @param {string} url
 */
export async function openTab(within, url) {
  const page = /** @type {any} */ (await within.newPage());
  // Firefox and WebKit have no such protocol.
  const protocol = await page.createCDPSession?.().catch(() => undefined);
  await protocol?.send("Performance.enable");
  await page.goto(url);
  const browser = "process" in within ? within : /** @type {any} */ (within).browser();
  const root = browser.process()?.pid ?? 0;

  return {
    page,
    close: () => page.close(),
    processes: () => family(root),

    /**
     * As if the processor were so many times as slow.
     *
     * @param {number} times
     * @returns {Promise<boolean>} false where the browser cannot
     */
    async slowDown(times) {
      await protocol?.send("Emulation.setCPUThrottlingRate", { rate: times });
      return Boolean(protocol);
    },

    /** Milliseconds that the main thread was busy so far. */
    async busy() {
      const answer = await protocol?.send("Performance.getMetrics");
      const seconds = answer?.metrics.find(({ name }) => name === "TaskDuration")?.value;
      return seconds === undefined ? null : seconds * 1000;
    },

    /** Bytes of the JavaScript heap, of what it holds outside and of its buffers, after everything free is freed. */
    async heap() {
      if (!protocol) return null;
      // Finalizers run between two collections, and free what only they held.
      for (let i = 0; i < 3; i += 1) await protocol.send("HeapProfiler.collectGarbage");
      /** @type {any} */
      const usage = await protocol.send("Runtime.getHeapUsage");
      return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
    },

    /** Before a trial, so that it does not pay for the one before. */
    settle: async () => void (await protocol?.send("HeapProfiler.collectGarbage")),

    /**
     * The longest task of the main thread while something is done; null where nobody can say.
     *
     * @param {() => Promise<unknown>} action
     * @returns {Promise<Task | null>}
     */
    async longestTask(action) {
      if (!protocol) {
        await action();
        return null;
      }
      await page.tracing.start({ categories: ["-*", "toplevel", "__metadata"] });
      await action();
      const trace = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
      return longestTask(trace.traceEvents);
    },
  };
}

const CHECKPOINT = "BlinkScheduler_PerformMicrotaskCheckpoint";

/**
 * The trace ends a task before its microtasks run, and in those every client of fetch delivers: a task
 * and the checkpoints after it are one.
 *
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any }} Slice
 * @param {Slice[]} events
 * @returns {Task}
 */
function longestTask(events) {
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const longest = { wall: 0, processor: 0 };
  for (const thread of main) {
    const slices = events
      .filter(({ name, ph, pid, tid }) => ph === "X" && `${pid}/${tid}` === thread && (/RunTask$/.test(name) || name === CHECKPOINT))
      .sort((a, b) => a.ts - b.ts);
    const task = { end: 0, wall: 0, processor: 0 };
    for (const { name, ts, dur = 0, tdur = 0 } of slices) {
      // Within another one, which counts it already.
      if (ts + dur <= task.end) continue;
      if (name === CHECKPOINT) Object.assign(task, { wall: task.wall + dur, processor: task.processor + tdur });
      else Object.assign(task, { wall: dur, processor: tdur });
      task.end = ts + dur;
      longest.wall = Math.max(longest.wall, task.wall / 1000);
      longest.processor = Math.max(longest.processor, task.processor / 1000);
    }
  }
  return longest;
}
