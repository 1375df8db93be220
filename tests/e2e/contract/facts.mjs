// @ts-check
/**
 * Facts as text; undefined is one of them.
 *
 * @param {unknown} facts
 */
export const write = (facts) => JSON.stringify(facts, (_, value) => (value === undefined ? "(undefined)" : value));
