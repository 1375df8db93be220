// @ts-check

/**
 * Does it. What it throws is reported, and what comes next is not lost with it. By a timer, and not as
 * delivery/ does it of a listener: `./shared` is a bundle of its own, and would have half of platform/ again.
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
