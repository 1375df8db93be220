// @ts-check
/** How long a test waits for what may never come. The runner's own timeout would leave a page behind. */

/** ms */
const PATIENCE = 30_000;

/**
 * @template T
 * @param {Promise<T>} answer
 * @param {string} what happens when it comes
 * @param {number} [patience] ms
 * @returns {Promise<T>}
 */
export async function inTime(answer, what, patience = PATIENCE) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${patience / 1_000} s in vain: ${what}`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
