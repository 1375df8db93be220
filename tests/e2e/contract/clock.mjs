// @ts-check
/**
 * The page's time, which stands still until a claim moves it: delays of seconds and hours pass at
 * once and exactly. Imported before the package, which may keep the functions it finds then.
 */

const native = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/** @type {Map<number, { at: number, run: () => void }>} */
const timers = new Map();
let elapsed = 0;
let count = 0;
const epoch = Date.now();

Date.now = () => epoch + elapsed;
performance.now = () => elapsed;
const page = /** @type {any} */ (globalThis);
page.setTimeout = (/** @type {any} */ callback, /** @type {unknown} */ delay, /** @type {any[]} */ ...words) => {
  const ms = Math.max(0, Math.trunc(Number(delay)) || 0);
  // No wait, only another task.
  if (ms === 0) return native.setTimeout.call(globalThis, () => callback(...words), 0);
  // Below zero, where no native timer has its number.
  const id = -(count += 1);
  timers.set(id, { at: elapsed + ms, run: () => callback(...words) });
  return id;
};
page.clearTimeout = (/** @type {number} */ id) => {
  if (!timers.delete(id)) native.clearTimeout.call(globalThis, id);
};

/** Lets promises and tasks that are ready go first. */
export const tick = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });

/**
 * Real time: how long a claim waits for the server.
 *
 * @param {() => unknown} condition
 * @param {() => unknown} [seen] for the message
 */
export async function until(condition, seen = () => "") {
  for (let patience = 5_000; !condition(); patience -= 1) {
    if (patience === 0) throw new Error(`waited in vain for ${condition}: ${JSON.stringify(seen())}`);
    await new Promise((resolve) => native.setTimeout.call(globalThis, resolve, 3));
  }
}

/**
 * Runs what falls due meanwhile, in order.
 *
 * @param {number} ms
 */
export async function advance(ms) {
  const end = elapsed + ms;
  while (await next(end));
  elapsed = end;
  await tick();
}

/**
 * Goes from timer to timer.
 *
 * @param {() => boolean} condition
 * @returns {Promise<number>} how many ms have passed
 */
export async function advanceUntil(condition) {
  const start = elapsed;
  while (!condition()) {
    if (!(await next(Infinity))) throw new Error(`no timer is left to wait for ${condition}`);
  }
  return elapsed - start;
}

/** @param {number} end */
async function next(end) {
  const [first] = [...timers].sort(([, one], [, other]) => one.at - other.at);
  if (!first || first[1].at > end) return false;
  timers.delete(first[0]);
  elapsed = first[1].at;
  first[1].run();
  await tick();
  return true;
}
