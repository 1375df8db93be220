// @ts-check
/**
 * Whether what is given as fetch is the page's own. The composables give one that says of itself whom it asks.
 *
 * @param {any} fetch the option
 */
export const isOwn = (fetch) => fetch && !fetch.asksPlatform;
