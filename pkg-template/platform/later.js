// @ts-check
/** Whether a value stands for what it gives later: the language's own protocols. */

/** @param {any} value */
export const isPromise = (value) => typeof Object(value).then === "function";

/** Which gives its own once. @param {any} value */
export const isIterator = (value) => typeof Object(value).next === "function";

/** What nobody knows beforehand, or knows no more. @param {any} value */
export const isLater = (value) => typeof value === "function" || isPromise(value) || isIterator(value);
