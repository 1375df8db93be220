// @ts-check

/**
 * Does it. What it throws is reported as of a listener, and what comes next is not lost with it.
 * @template T
 * @param {() => T} action
 */
export function reported(action) {
  try {
    return action();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
