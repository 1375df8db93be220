// @ts-check
/**
 * Whether what is given as fetch is the page's own. The composables give one that says of itself whom it asks. A
 * mock may say yes to whatever it is asked for, or throw: so what is its own is looked at, and nothing asked of it.
 *
 * @param {any} fetch the option
 */
export const isOwn = (fetch) => fetch && !Object(Object.getOwnPropertyDescriptor(fetch, "asksPlatform")).value;
