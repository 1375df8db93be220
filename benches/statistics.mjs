// @ts-check
/** Medians and spread. */

/**
 * @param {number[]} values
 * @param {number} share 0.5 is the median
 */
export function quantile(values, share) {
  if (values.length === 0) return NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/** Half the distance of the quartiles, as a share of the median. @param {number[]} values */
export const spread = (values) => (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values);

/**
 * Median of the ratios within each round: what disturbs a round disturbs both.
 *
 * @param {number[]} values
 * @param {number[]} others of the same rounds
 */
export const ratio = (values, others) => median(values.map((value, round) => value / others[round]));
